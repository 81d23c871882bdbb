import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import type { Learner } from '../learners.ts'
import { countDays, DAY_WORDS, markDay, shiftDays } from '../place/day-bits.ts'
import { dayOf, daysBefore } from '../place/days.ts'
import { CLOUDS, cloudRegion } from './cloud-region.ts'

const ROOM = 2_000
/** OCSF's class of calls to an API, and its activities that change something: create, update, delete. */
const API_CLASS = 6003
const CHANGES = new Set([1, 3, 4])

const COLUMNS = {
  first: { type: 'u16', per: 1 },
  last: { type: 'u16', per: 1 },
  /** Which days. */
  days: { type: 'u32', per: DAY_WORDS },
} as const

/** Regions of clouds in which a tenant changes things, and the clouds as such. */
export class Regions {
  private readonly table: SlotTable<typeof COLUMNS>

  constructor(learnt: Learnt) {
    this.table = learnt.table('regions', COLUMNS, ROOM)
  }

  /** First and last day, and days before today; null when never. */
  of(cloud: string, region: string | null, today: number): { first: number; last: number; days: number } | null {
    const slot = this.table.find(keyOf(cloud, region))
    if (slot < 0) return null
    const last = this.table.column('last')[slot]!
    return {
      first: this.table.column('first')[slot]!,
      last,
      days: daysBefore(countDays(this.table.column('days') as Uint32Array, slot * DAY_WORDS), last, today),
    }
  }

  /** Regions of a cloud that were seen. */
  list(cloud: string): string[] {
    const prefix = `${cloud}:`
    return [...this.table.entries()]
      .flatMap(([key]) => (key.startsWith(prefix) && key.length > prefix.length ? [key.slice(prefix.length)] : []))
      .sort()
  }

  note(cloud: string, region: string | null, time: number): void {
    const key = keyOf(cloud, region)
    const day = dayOf(time)
    const isNew = this.table.find(key) < 0
    const slot = this.table.claim(key, time)
    const [first, last] = [this.table.column('first'), this.table.column('last')]
    const days = this.table.column('days') as Uint32Array
    if (isNew) first[slot] = last[slot] = day
    if (isNew || day > last[slot]!) shiftDays(days, slot * DAY_WORDS, day - last[slot]!)
    else markDay(days, slot * DAY_WORDS, last[slot]! - day)
    first[slot] = Math.min(first[slot]!, day)
    last[slot] = Math.max(last[slot]!, day)
  }

  /** Clouds, those known for so many days, and the days of the longest known. */
  progress(needed: number): { people: number; ready: number; longest: number } {
    let [people, ready, longest] = [0, 0, 0]
    for (const [key, slot] of this.table.entries()) {
      if (!key.endsWith(':')) continue
      const days = this.table.column('last')[slot]! - this.table.column('first')[slot]!
      people++
      if (days >= needed) ready++
      longest = Math.max(longest, days)
    }
    return { people, ready, longest }
  }
}

/** Learns in which regions a tenant changes things; reading teaches nothing, since scanners read in all of them. */
export const REGIONS: Learner = {
  name: 'regions',
  observe(event, learnt) {
    const { connector, classUid, activityId, outcome } = event.activity
    if (classUid !== API_CLASS || !CHANGES.has(activityId) || outcome === 'FAILURE') return
    if (!(CLOUDS as readonly string[]).includes(connector)) return
    let region: string | null
    try {
      region = cloudRegion(event)
    } catch {
      // A record that cannot be read teaches nothing; who judges it counts it.
      return
    }
    if (region === null) return
    const regions = new Regions(learnt)
    regions.note(connector, null, event.time)
    regions.note(connector, region, event.time)
  },
}

const keyOf = (cloud: string, region: string | null) => `${cloud}:${region ?? ''}`
