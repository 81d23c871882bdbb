import type { StoredActivity } from '@casbah/kit'
import type { ActivityRef } from '../../citation.ts'
import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import type { Learner } from '../learners.ts'
import { ID_BYTES, packId, unpackId } from './packed-id.ts'

/** Accounts whose last reset is remembered. */
const ROOM = 50_000

const COLUMNS = {
  time: { type: 'f64', per: 1 },
  factor: { type: 'u8', per: 1 },
  activity: { type: 'u8', per: ID_BYTES },
} as const

/** What connectors call a new password or a change of a second factor. */
const FACTORS: ReadonlyMap<string, number> = new Map([
  ...['password.reset', 'password.change', 'password.create', 'recovery.update'].map(action => [action, 1] as const),
  ...['mfa.reset', 'mfa.enable', 'mfa.create', 'mfa.disable', 'mfa.update', 'mfa.bypass'].map(
    action => [action, 2] as const,
  ),
])
const NAMES = ['', 'password', 'second factor']

/** Kinds of targets that are somebody with an account. */
const PEOPLE = new Set(['user', 'account', 'member'])

/** The last reset of an account's password or second factor. */
export interface Reset {
  /** Epoch ms. */
  time: number
  factor: string
  /** Null when its activity's id is longer than what is kept. */
  ref: ActivityRef | null
}

/** Resets by account; one row for each account that ever had one. */
export class Resets {
  private readonly table: SlotTable<typeof COLUMNS>

  constructor(learnt: Learnt) {
    this.table = learnt.table('resets', COLUMNS, ROOM)
  }

  /** The last reset of the account that acts; null when none is known. */
  of(activity: StoredActivity): Reset | null {
    const key = keyOf(activity.accountId, activity.app, activity.actor)
    const slot = key === null ? -1 : this.table.find(key)
    if (slot < 0) return null
    const time = this.table.column('time')[slot]!
    const id = unpackId(this.table.column('activity') as Uint8Array, slot)
    return { time, factor: NAMES[this.table.column('factor')[slot]!]!, ref: id === null ? null : { id, time } }
  }

  note(key: string, time: number, factor: number, id: string): void {
    const isNew = this.table.find(key) < 0
    const slot = this.table.claim(key, time)
    const times = this.table.column('time')
    if (!isNew && times[slot]! >= time) return
    times[slot] = time
    this.table.column('factor')[slot] = factor
    packId(id, this.table.column('activity') as Uint8Array, slot)
  }
}

/** Learns of resets: of the accounts that an activity is done to, else of the account that does it. */
export const RESETS: Learner = {
  name: 'resets',
  observe({ activity, time }, learnt) {
    const factor = FACTORS.get(activity.action)
    if (factor === undefined || activity.outcome === 'FAILURE') return
    const targets = activity.targets.flatMap((target, n) => {
      const key = PEOPLE.has(target.kind) ? keyOf(activity.targetAccountIds[n] ?? null, activity.app, target) : null
      return key === null ? [] : [key]
    })
    const own = keyOf(activity.accountId, activity.app, activity.actor)
    const keys = targets.length ? targets.slice(0, 20) : own === null ? [] : [own]
    const resets = new Resets(learnt)
    for (const key of keys) resets.note(key, time, factor, activity.id)
  },
}

/** An account by our id, else by what the vendor tells within its app. */
function keyOf(
  account: string | null,
  app: string,
  who: { id: string | null; email: string | null } | null,
): string | null {
  if (account) return `account:${account}`
  const external = who?.email?.toLowerCase() ?? who?.id
  return external ? `external:${app}:${external.slice(0, 256)}` : null
}
