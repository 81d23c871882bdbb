import { seeded, type Random } from '../demo/random.ts'
import type { Fault } from '../replay/vendor.ts'
import type { Subject } from './fixtures.ts'
import { readAll, type Reading } from './reading.ts'
import { emit, firstRows, planRow, type Planned } from './rows.ts'
import { inWorld, type World } from './world.ts'

const MINUTE = 60_000
/** Answers of the vendor among which everything happens. */
const ANSWERS = 60

/**
 * One schedule of trouble: the host is killed at random steps, the vendor throttles, fails, drops connections, cuts answers, refuses the
 * credentials once, has a clock of its own, stores late and out of order. The same seed is the same schedule. Resolves to what is wrong with the
 * stored set.
 */
export async function chaosRun(subject: Subject, seed: number): Promise<string[]> {
  const random = seeded('chaos', subject.connector.card.slug, seed)
  const skew = random.int(-1, 1) * random.int(0, MINUTE)
  const options = { pageRows: random.int(3, 40), skew, random: () => random.next() }
  return inWorld(subject, options, async world => {
    const planned = firstRows(subject, random.int(20, 60))
    emit(world, planned)
    const kills = Array.from({ length: random.int(2, 5) }, () => random.int(1, ANSWERS * 2))
    const happenings = [
      ...Array.from({ length: random.int(4, 9) }, () => faultAt(world, random)),
      ...Array.from({ length: random.int(2, 5) }, () => newRowsAt(world, subject, planned, random)),
    ]
    const problems = await readAll(world, subject, planned, { kills, happenings })
    return [...problems, ...world.server.violations].map(problem => `seed ${seed}: ${problem}`)
  })
}

type Happening = NonNullable<Reading['happenings']>[number]

function faultAt({ server, vendor }: World, random: Random): Happening {
  const fault: Fault = random.pick([
    { kind: 'status', status: 429, headers: { 'retry-after': String(random.int(1, 30)) } },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 401 },
    { kind: 'reset' },
    { kind: 'truncate' },
    { kind: 'delay', ms: random.int(1, 10) },
  ] as const)
  const times = fault.kind === 'status' && fault.status === 401 ? 1 : random.int(1, 3)
  return { at: random.int(1, ANSWERS), does: () => server.fault(vendor.slug, fault, times) }
}

/** New rows as they happen, some of them late and out of order, within what the stream reads back. */
function newRowsAt(world: World, subject: Subject, planned: Planned[], random: Random): Happening {
  const { fixtures, connector } = subject
  const does = () => {
    for (const [name, fixture] of Object.entries(fixtures.streams)) {
      const stream = connector.streams.find(each => each.name === name)
      const readsBack =
        stream && 'order' in stream && stream.order !== 'arrival' ? (stream.overlapSeconds ?? 300) : 1_200
      for (let count = random.int(1, 4); count > 0; count -= 1) {
        const late = random.chance(0.5) ? random.int(0, Math.max(0, readsBack * 400 - MINUTE)) : 0
        const index = planned.filter(({ stream: its }) => its === name).length
        // A whole second ago at least: a vendor whose clock is ahead stores nothing of the future.
        const now = Math.floor(Math.min(world.clock.now(), world.vendorNow()))
        const row = planRow(name, fixture, index, now - late - 1_000)
        planned.push(row)
        emit(world, [row])
      }
    }
  }
  return { at: random.int(1, ANSWERS), does }
}
