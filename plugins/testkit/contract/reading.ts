import { setTimeout as wait } from 'node:timers/promises'
import type { CrashStep } from '@casbah/host'
import type { Subject } from './fixtures.ts'
import { Ledger } from './ledger.ts'
import { PACE } from './quick-clock.ts'
import type { Planned } from './rows.ts'
import type { World } from './world.ts'

/** Real time after which a run that does not end is given up. */
const PATIENCE_MS = 60_000
/** Polls after everything is stored, by which a double would show. */
const MORE_POLLS = 2
/** Answers and real time without a new row after which nothing more is expected. */
const IDLE_ANSWERS = 500
const IDLE_MS = 3_000
/** Real milliseconds between two looks: whoever looks all the time takes the processor from those he waits for. */
export const LOOK_MS = 1
/** Looks between two tries of an operator. */
const LOOKS_BETWEEN = 20

export interface Reading {
  /** Steps of a page's way at which the host dies, counted over all hosts. */
  kills?: number[]
  /** What happens when the vendor has given so many answers; at the latest when there is nothing else left to read. */
  happenings?: { at: number; does: () => void }[]
  onStep?: (step: CrashStep) => void
}

/**
 * Reads until all planned rows are stored and each stream was polled again, while hosts die and others follow. `planned` may grow as it
 * runs. Resolves to what is wrong with the stored set: nothing, where the host and the connector do right.
 */
export async function readAll(
  world: World,
  subject: Subject,
  planned: Planned[],
  { kills = [], happenings = [], onStep }: Reading = {},
): Promise<string[]> {
  const ledger = new Ledger(subject, world.store)
  const idleMs = IDLE_MS + longestRound(subject) / PACE
  const due = [...happenings].sort((a, b) => a.at - b.at)
  const deaths = [...kills].sort((a, b) => a - b)
  let steps = 0
  let answers = 0
  let newest = { rows: 0, at: 0, time: Date.now() }
  let dead = false
  const asked = { looks: 0 }
  const crash = (step: CrashStep) => {
    if (dead) throw new Error('The host is dead.')
    steps += 1
    onStep?.(step)
    if (deaths[0] === undefined || steps < deaths[0]) return
    deaths.shift()
    dead = true
    throw new Error(`The host dies ${step}.`)
  }
  const begin = async () => {
    dead = false
    await (await world.newHost(crash)).start(world.app)
  }
  const off = world.server.onAnswer(() => {
    answers += 1
    while (due[0] && answers >= due[0].at) due.shift()?.does()
  })
  try {
    await begin()
    const end = Date.now() + PATIENCE_MS
    for (let polls = 0; polls < MORE_POLLS;) {
      await wait(LOOK_MS)
      const rows = world.store.activities.length
      if (rows > newest.rows) newest = { rows, at: answers, time: Date.now() }
      const idle = answers - newest.at > IDLE_ANSWERS && Date.now() - newest.time > idleMs
      if (Date.now() > end || idle) return [`It came to no end after ${answers} answers.`, ...ledger.problems(planned)]
      if (dead) {
        await begin()
        continue
      }
      operator(world, asked)
      if (!ledger.isWhole(planned)) continue
      if (due.length > 0) due.shift()?.does()
      else {
        let synced = false
        // A dead host may never answer; a poll that has ended must not leave its watch running.
        await Promise.race([
          world.host.syncNow(world.app.id).finally(() => (synced = true)),
          ended(() => dead || synced),
        ])
        if (!dead) polls += 1
      }
    }
    return ledger.problems(planned)
  } finally {
    off()
  }
}

/** Within this time of the clock, milliseconds, every stream was read back as far as it says: the host does it twice in each overlap. */
function longestRound({ connector }: Subject): number {
  const overlaps = connector.streams.map(stream =>
    'order' in stream && stream.order !== 'arrival' ? (stream.overlapSeconds ?? 300) : 0,
  )
  return (Math.max(...overlaps) * 1_000) / 2
}

/** An operator: while the app says that the vendor refuses the credentials, he has it tried again now and then. */
export function operator({ store, host, app }: World, asked: { looks: number }): void {
  const refused = [...store.latest.values()].some(({ error }) => error?.code === 'AUTH_FAILED')
  asked.looks = refused ? asked.looks + 1 : 0
  if (asked.looks % LOOKS_BETWEEN === 1) void host.syncNow(app.id)
}

async function ended(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(LOOK_MS)
}
