import { setTimeout } from 'node:timers/promises'
import type { Vendor } from '../replay/vendor.ts'
import type { Emission } from './emission.ts'
import { live } from './live.ts'
import type { AttackShown, Sleep } from './live.ts'
import { PARTS } from './parts.ts'
import type { DemoVendor } from './parts.ts'
import type { DemoPart } from './part.ts'
import type { Person } from './people.ts'
import { seeded } from './random.ts'
import { openStory } from './story.ts'
import type { Story } from './story.ts'
import { createWorld } from './world.ts'

const DAY = 86_400_000
/** Rows handed to the vendors at once while the past is told. */
const BATCH = 40

export interface DemoOptions {
  /** Same seed, domain and size: same people, same days, same attacks. */
  seed: string | number
  /** Display name, such as `Acme`. */
  name: string
  /** Mail domain; its first label names the organisations, as in `acme.okta.com`. */
  domain: string
  /** People; at least 10. Default 60. */
  size?: number
  /** Vendors whose customer it is; what its people do elsewhere is not told. All by default. */
  at?: readonly DemoVendor[]
  /** Epoch milliseconds. Default: the system's clock. */
  now?: () => number
  /** Default: real time. */
  sleep?: Sleep
}

/** A company whose life can be seen in the logs of its vendors. */
export interface DemoCompany {
  name: string
  domain: string
  people: Person[]
  /** One organisation at each vendor, to be served by the replay server; its credentials and configuration lie in it. */
  vendors: Record<DemoVendor, Vendor>
  /**
   * Puts quiet days up to now into the vendors' logs, oldest first; yields the number of rows so far now and then and
   * never holds the thread for long. Once, and before `live`.
   */
  backfill(days?: number): AsyncGenerator<number, void>
  /** Life from the end of the backfill, else from now on, at its own pace, until the signal aborts. */
  live(signal: AbortSignal, options: { attacks: boolean; onAttack?: (attack: AttackShown) => void }): Promise<void>
}

/** A company of people who do not exist. */
export function createDemoCompany(options: DemoOptions): DemoCompany {
  const { seed, name, domain, size = 60, now = Date.now, sleep = realSleep } = options
  const known = options.at ?? (Object.keys(PARTS) as DemoVendor[])
  const world = createWorld(seed, name, domain, size)
  const parts: [string, DemoPart][] = known.map(slug => [slug, PARTS[slug]])
  const vendors = Object.fromEntries(
    parts.map(([slug, part]) => [slug, part.open(world, { now, random: seeded(seed, domain, 'credentials', slug) })]),
  ) as Record<DemoVendor, Vendor>
  const emit = (rows: Emission[]) => deliver(vendors, rows)
  let story: Story | undefined
  return {
    name,
    domain,
    people: world.people,
    vendors,
    async *backfill(days = 30) {
      if (story) throw new Error('The past of this demo company has been told; a backfill comes once, and first.')
      const until = now()
      story = openStory(world, until - days * DAY)
      let rows = 0
      while ((await story.peek()).time <= until) {
        const batch: Emission[] = []
        while (batch.length < BATCH && (await story.peek()).time <= until) batch.push(await story.take())
        emit(batch)
        yield (rows += batch.length)
      }
    },
    live: (signal, { attacks, onAttack }) => {
      story ??= openStory(world, now())
      return live(signal, { world, story, now, sleep, emit, attacks, onAttack })
    },
  }
}

/** Hands rows to their vendors, each in its own order, and has done what they tell of; what happens where the company is no customer is not told. */
function deliver(vendors: Record<string, Vendor>, rows: Emission[]): void {
  const groups = Map.groupBy(rows, ({ vendor, partition }) => `${vendor} ${partition ?? ''}`)
  for (const group of groups.values()) {
    const { vendor: slug, partition } = group[0]!
    const vendor = vendors[slug]
    if (!vendor && slug in PARTS) continue
    if (!vendor) throw new Error(`The demo has rows for ${slug}, which is none of its vendors.`)
    vendor.emit(
      group.map(({ row }) => row),
      partition,
    )
    for (const { effect } of group) effect?.(vendor)
  }
}

/** Real time; an abort ends the wait and is no failure. */
const realSleep: Sleep = (ms, signal) =>
  setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
