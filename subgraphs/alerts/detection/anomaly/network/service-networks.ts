import type { StoredActivity } from '@casbah/kit'
import type { JudgedEvent } from '../../event.ts'
import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import type { Learner } from '../learners.ts'
import { countDays, DAY_BITS, DAY_WORDS, markDay, shiftDays } from '../place/day-bits.ts'
import { dayOf, daysBefore } from '../place/days.ts'
import { isFlagged, networkOf } from '../place/network-kind.ts'

/** Apps and services of a tenant, and networks of each, that are remembered. */
const ROOM = 20_000
const NETWORK_ROOM = 12
/** A network that was not seen for so long begins anew. */
export const SERVICE_FORGET_DAYS = 90

const COLUMNS = {
  /** First and last day. */
  since: { type: 'u16', per: 1 },
  day: { type: 'u16', per: 1 },
  networks: { type: 'u32', per: NETWORK_ROOM },
  first: { type: 'u16', per: NETWORK_ROOM },
  last: { type: 'u16', per: NETWORK_ROOM },
  /** Which days. */
  days: { type: 'u32', per: DAY_WORDS * NETWORK_ROOM },
} as const

/** A service at a network. */
export interface ServiceSeen {
  service: string
  ip: NonNullable<StoredActivity['ip']>
  network: number
}

/** The app, OAuth client or service account that an activity shows at a known network; null for people, vendors and failures. */
export function serviceAt({ activity }: JudgedEvent): ServiceSeen | null {
  const { actor, ip, app, connector, outcome } = activity
  if (actor?.kind !== 'service' || !ip || outcome === 'FAILURE') return null
  const network = networkOf(ip)
  const name = actor.id ?? actor.email ?? actor.name
  if (!network || !name) return null
  // A role of AWS has a name for each session behind the colon.
  return { service: `${app}:${(connector === 'aws' ? name.split(':')[0]! : name).slice(0, 256)}`, ip, network }
}

/** Networks that each service of a tenant comes from. */
export class ServiceNetworks {
  private readonly table: SlotTable<typeof COLUMNS>

  constructor(learnt: Learnt) {
    this.table = learnt.table('service-networks', COLUMNS, ROOM)
  }

  /** Days that a service is known for; 0 for one that is not, or was not seen for 90 days and is learnt anew. */
  daysKnown(service: string, today: number): number {
    const slot = this.table.find(service)
    if (slot < 0 || today - this.table.column('day')[slot]! > SERVICE_FORGET_DAYS) return 0
    return Math.max(0, today - this.table.column('since')[slot]!)
  }

  /** How a service was seen at a network: days before today, its last day, whether first while it was learnt; null when never. */
  at(
    { service, network }: ServiceSeen,
    today: number,
    learningDays: number,
  ): { days: number; last: number; early: boolean } | null {
    const slot = this.table.find(service)
    if (slot < 0) return null
    const [networks, last] = [this.table.column('networks'), this.table.column('last')]
    for (let at = slot * NETWORK_ROOM; at < (slot + 1) * NETWORK_ROOM; at++) {
      if (networks[at] !== network) continue
      return {
        days: daysBefore(countDays(this.table.column('days') as Uint32Array, at * DAY_WORDS), last[at]!, today),
        last: last[at]!,
        early: this.table.column('first')[at]! - this.table.column('since')[slot]! < learningDays,
      }
    }
    return null
  }

  /** How many networks of a service are remembered. */
  count(service: string): number {
    const slot = this.table.find(service)
    if (slot < 0) return 0
    return this.table
      .column('networks')
      .subarray(slot * NETWORK_ROOM, (slot + 1) * NETWORK_ROOM)
      .filter(Boolean).length
  }

  note({ service, network }: ServiceSeen, time: number): void {
    const { table } = this
    const day = dayOf(time)
    const isNew = table.find(service) < 0
    const slot = table.claim(service, time)
    const [since, until] = [table.column('since'), table.column('day')]
    const isAnew = isNew || day > until[slot]! + SERVICE_FORGET_DAYS
    since[slot] = isAnew ? day : Math.min(since[slot]!, day)
    until[slot] = Math.max(until[slot]!, day)
    const [networks, first, last] = [table.column('networks'), table.column('first'), table.column('last')]
    const days = table.column('days') as Uint32Array
    let [free, oldest] = [-1, Infinity]
    for (let at = slot * NETWORK_ROOM; at < (slot + 1) * NETWORK_ROOM; at++) {
      if (networks[at] === network) {
        const words = at * DAY_WORDS
        if (day > last[at]! + SERVICE_FORGET_DAYS) first[at] = day
        if (day > last[at]!) shiftDays(days, words, day - last[at]!)
        else markDay(days, words, last[at]! - day)
        first[at] = Math.min(first[at]!, day)
        last[at] = Math.max(last[at]!, day)
        return
      }
      const seen = networks[at] === 0 ? -1 : last[at]!
      if (seen < oldest) [free, oldest] = [at, seen]
    }
    if (oldest > day) return
    networks[free] = network
    first[free] = last[free] = day
    shiftDays(days, free * DAY_WORDS, DAY_BITS)
  }

  progress(days: number): { people: number; ready: number; longest: number } {
    const [since, until] = [this.table.column('since'), this.table.column('day')]
    let [people, ready, first, newest] = [0, 0, 0xffff, 0]
    for (const [, slot] of this.table.entries()) {
      people++
      first = Math.min(first, since[slot]!)
      newest = Math.max(newest, until[slot]!)
    }
    for (const [, slot] of this.table.entries()) if (newest - since[slot]! >= days) ready++
    return { people, ready, longest: people ? newest - first : 0 }
  }
}

/** Learns where services come from; what comes from Tor, proxies and attackers teaches nothing. */
export const SERVICE_NETWORKS: Learner = {
  name: 'service-networks',
  observe(event, learnt) {
    const seen = serviceAt(event)
    if (seen && !isFlagged(seen.ip.networkTag)) new ServiceNetworks(learnt).note(seen, event.time)
  },
}
