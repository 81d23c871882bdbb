import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Commit } from '@casbah/host'
import { MemoryStore } from '@casbah/host/testing'
import { chaosRun } from './chaos.ts'
import { demand, type Subject, type Trial } from './fixtures.ts'
import { LOOK_MS, operator, readAll, type Reading } from './reading.ts'
import { emit, firstRows } from './rows.ts'
import { inWorld, type World, type WorldOptions } from './world.ts'

/** Rows of a run that is repeated for each of its steps. */
const FEW = 12
/** Steps of such a run at which the host dies: each of them, or as many spread over it. */
const DEATHS = 40
/** Runs beside each other, each in a world of its own: they wait more than they work. */
const AT_ONCE = 4
/** States of streams that are kept in a long run. */
const STATES = 50
/** Rows of a thousand pages, over all logs. */
const LONG = 2_000
/** Bytes by which memory may grow over them. */
const GROWTH_BYTES = 8 << 20

/** Streams, read whole under all that may happen to a reader. */
export function streamTrials(subject: Subject, chaosSeeds: number[]): Trial[] {
  const { connector, fixtures } = subject
  const few = troubled(subject)
  const trial = (name: string, run: () => Promise<string[]>): Trial => ({
    section: 'stream',
    name,
    run: async () => demand(await run()),
  })
  const read = (
    options: WorldOptions & { rows?: number },
    during: (world: World) => Reading = () => ({}),
    of: Subject = few,
  ) =>
    inWorld(of, options, async world => {
      const planned = firstRows(of, options.rows)
      emit(world, planned)
      return [...(await readAll(world, of, planned, during(world))), ...world.server.violations]
    })
  const faulty = (fault: Parameters<World['server']['fault']>[1], times: number) =>
    read({ pageRows: 7 }, world => ({
      happenings: [3, 9].map(at => ({ at, does: () => world.server.fault(world.vendor.slug, fault, times) })),
    }))
  return [
    trial('are read whole, history and live', () => read({}, undefined, subject)),
    trial('lose and double nothing when the host dies at any step of a page', async () => {
      let steps = 0
      const problems = await read({ pageRows: 3, rows: FEW }, () => ({ onStep: () => void (steps += 1) }))
      const every = Math.max(1, Math.ceil(steps / DEATHS))
      const kill = async (step: number) => {
        const found = await read({ pageRows: 3, rows: FEW }, () => ({ kills: [step] }))
        return found.map(problem => `Killed at step ${step}: ${problem}`)
      }
      for (let first = 1; first <= steps && problems.length === 0; first += every * AT_ONCE) {
        const group = Array.from({ length: AT_ONCE }, (_, n) => first + n * every).filter(step => step <= steps)
        problems.push(...(await Promise.all(group.map(kill))).flat())
      }
      return problems
    }),
    trial('wait when the vendor says for how long', () =>
      faulty({ kind: 'status', status: 429, headers: { 'retry-after': '3' } }, 2),
    ),
    trial('wait when the vendor says only that it was too much', () => faulty({ kind: 'status', status: 429 }, 2)),
    trial('try again when the vendor is in trouble', () => faulty({ kind: 'status', status: 503 }, 3)),
    trial('go on when the credentials, refused once, are good again', () => faulty({ kind: 'status', status: 401 }, 1)),
    trial('ask again for an answer that was cut', () => faulty({ kind: 'truncate' }, 1)),
    trial('ask again when the connection breaks', () => faulty({ kind: 'reset' }, 2)),
    ...chaosSeeds.map(seed => trial(`hold in chaos, schedule ${seed}`, () => chaosRun(subject, seed))),
    trial('end at once when they are stopped', () =>
      inWorld(few, { pageRows: 3 }, async world => {
        emit(world, firstRows(few))
        const host = await world.newHost()
        await host.start(world.app)
        const begun = performance.now()
        await host.stop(world.app.id)
        const took = performance.now() - begun
        return took < 2_000 ? [] : [`Stopping took ${Math.round(took)} ms.`]
      }),
    ),
    trial('keep an action that the vocabulary lacks, and count it', () => keepsUnknown(subject)),
    trial('hold no more memory for a long log', () => holdsMemory(few)),
    ...(fixtures.samples ?? []).map(({ stream: name, row, activities }, index) =>
      trial(`sample ${index + 1} of ${name} becomes what it must`, async () => {
        const stream = connector.streams.find(each => each.name === name)
        if (!stream) return [`There is no stream "${name}".`]
        const found = stream.toActivities(stream.row.parse(row))
        const fits =
          found.length === activities.length &&
          activities.every((wanted, part) =>
            Object.entries(wanted).every(([key, value]) =>
              isDeepStrictEqual(plain((found[part] as unknown as Record<string, unknown>)[key]), plain(value)),
            ),
          )
        return fits ? [] : [`It becomes ${JSON.stringify(found)}.`]
      }),
    ),
  ]
}

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

/** The same with no more streams than those that go through every trouble. */
function troubled({ connector, fixtures }: Subject): Subject {
  const { troubled: names, streams } = fixtures
  if (!names) return { connector, fixtures }
  return {
    connector: { ...connector, streams: connector.streams.filter(({ name }) => names.includes(name)) },
    fixtures: {
      ...fixtures,
      streams: Object.fromEntries(Object.entries(streams).filter(([name]) => names.includes(name))),
    },
  }
}

async function keepsUnknown(subject: Subject): Promise<string[]> {
  const vocabulary = {}
  const bare: Subject = { ...subject, connector: { ...subject.connector, vocabulary } }
  return inWorld(bare, {}, async world => {
    const planned = firstRows(bare, 4)
    emit(world, planned)
    const problems = await readAll(world, bare, planned)
    const known = world.store.activities.filter(({ action, classUid }) => action !== 'other' || classUid !== 0)
    const counted = Object.keys(world.host.counters().unknownActions[bare.connector.card.slug] ?? {})
    if (known.length > 0) problems.push(`${known.length} activities have a meaning that no vocabulary gave.`)
    if (counted.length === 0) problems.push('Unknown actions are not counted.')
    return problems
  })
}

/** Keeps where each list stands and counts the rest. */
class CountingStore extends MemoryStore {
  count = 0

  override async commit(commit: Commit): Promise<void> {
    this.count += commit.activities.length + commit.quarantine.length
    await super.commit({ ...commit, activities: [], quarantine: [] })
    this.commits.length = 0
  }
}

async function holdsMemory(subject: Subject): Promise<string[]> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const store = new CountingStore()
  return inWorld(subject, { pageRows: 2, store }, async world => {
    const planned = firstRows(subject, Math.ceil(LONG / Object.keys(subject.fixtures.streams).length))
    emit(world, planned)
    const host = await world.newHost()
    await host.start(world.app)
    const asked = { looks: 0 }
    const used = async (share: number) => {
      for (const end = Date.now() + 60_000; store.count < planned.length * share; await wait(LOOK_MS)) {
        if (Date.now() > end) throw new Error(`Only ${store.count} of ${planned.length} rows came in a minute.`)
        operator(world, asked)
        store.states.splice(0, store.states.length - STATES)
        world.messages.length = 0
      }
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = await used(0.2)
    const grown = (await used(0.95)) - before
    return grown < GROWTH_BYTES ? [] : [`Over ${planned.length} rows memory grew by ${Math.round(grown / 1024)} kB.`]
  })
}
