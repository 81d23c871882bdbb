import type { JudgedEvent } from '../../event.ts'
import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import type { Learner } from '../learners.ts'
import { secondsOf } from '../people/clock.ts'
import { Evidence } from '../people/evidence.ts'
import { hash16, hash32, shortKey } from '../people/hash.ts'
import { addressOf, shortPersonKey } from '../people/person.ts'
import { Recent } from '../people/recent.ts'
import { SliceCounts } from '../people/slice-counts.ts'
import { Spread, type Failure } from './spread.ts'

/** What counts as signing in: the sign-in itself, not the steps that vendors log on the way to it. */
export const SIGN_IN = 'user.login'

/** Failures of one login, and successes among them. */
export const ATTEMPTS = new Recent('sign-in attempts', 32, 2_048, 'u16')
/** Logins that failed from one source. */
export const SOURCES = new Spread('sign-in sources', 512)
export const SIGN_IN_EVIDENCE = new Evidence('sign-in evidence', 256)

/** Failed sign-ins of the whole tenant an hour, and successful ones. */
export const HOURLY = new SliceCounts('hourly', 20)
export const SUCCESSES = new SliceCounts('successes', 20)
const HOUR_S = 3_600

export const hourOf = (seconds: number) => Math.max(1, Math.floor(seconds / HOUR_S))

/** Keys of the sources that an attempt counts for. */
export const TENANT = '*'
export const addressKey = ({ activity }: JudgedEvent) =>
  activity.ip ? shortKey(`address:${activity.ip.address.toLowerCase()}`) : null
export const agentKey = ({ activity }: JudgedEvent) =>
  activity.userAgent ? shortKey(`agent:${activity.userAgent}`) : null

/** An attempt's address in 16 bits, with a last bit that says whether it succeeded. */
export const tagOf = (event: JudgedEvent) =>
  (addressOf(event) & 0xfffe) | (event.activity.outcome === 'SUCCESS' ? 1 : 0)
export const succeeded = (tag: number) => (tag & 1) === 1

export function failureOf(event: JudgedEvent, who: string): Failure {
  return {
    login: hash32(who),
    address: addressOf(event) & 0xffff,
    reason: hash16(event.activity.outcomeReason ?? '') & 0xff,
    time: secondsOf(event.time),
  }
}

const TENANT_COLUMNS = { ...HOURLY.columns, ...SUCCESSES.columns }

export function tenantTable(learnt: Learnt): SlotTable {
  return learnt.table('sign-in tenant', TENANT_COLUMNS, 1) as SlotTable
}

/** Remembers failed sign-ins by login, address, agent and tenant; of successes those of logins that failed before. */
export const FAILED_SIGN_INS: Learner = {
  name: 'failed sign-ins',
  observe(event, learnt) {
    const { activity, time } = event
    if (activity.action !== SIGN_IN || activity.outcome === 'UNKNOWN') return
    const who = shortPersonKey(event)
    if (who === null) return
    const failed = activity.outcome === 'FAILURE'
    const tenant = tenantTable(learnt)
    const hours = failed ? HOURLY : SUCCESSES
    hours.add(tenant, tenant.claim(TENANT, time), hourOf(secondsOf(time)))
    if (!failed && !ATTEMPTS.knows(learnt, who)) return
    const attempt = { time: secondsOf(time), tag: tagOf(event) }
    ATTEMPTS.add(learnt, who, attempt)
    SIGN_IN_EVIDENCE.add(learnt, who, event, attempt.tag)
    if (!failed) return
    const failure = failureOf(event, who)
    for (const key of [addressKey(event), agentKey(event), TENANT]) {
      if (key === null) continue
      SOURCES.add(learnt, key, failure)
      SIGN_IN_EVIDENCE.add(learnt, key, event, attempt.tag)
    }
  },
}
