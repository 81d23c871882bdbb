import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf, type ActivityRef } from '../../citation.ts'
import type { Gate, Judging } from '../../detector.ts'
import { actorName, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { Learnt } from '../../state.ts'
import type { AnomalyKind } from '../kind.ts'
import type { Learner } from '../learners.ts'
import { Assessing, condition, measure, type Assessment } from './assessing.ts'
import { hash32, shortKey } from './hash.ts'
import { ENDING, IDENTITY_PROVIDERS, RETURNING } from './identity-provider.ts'
import { ID_BYTES, packId, unpackId } from './packed-id.ts'

/** Numbers of the detector `terminated-user`. */
export const terminatedUserParameters = z.strictObject({
  graceMinutes: z
    .number()
    .min(0)
    .max(10_080)
    .default(60)
    .describe(
      'Time after the end of the account in which sessions may still run out, minutes; ours, the usual life of an access token.',
    ),
})
export type TerminatedUserParameters = z.infer<typeof terminatedUserParameters>

export const TERMINATED_USER: AnomalyKind<TerminatedUserParameters> = {
  name: 'terminated-user',
  parameters: terminatedUserParameters,
  needs: ['accounts'],
  make: (severity, parameters) => new TerminatedUser(severity, parameters),
}

const ROOM = 50_000
const COLUMNS = {
  /** When the account ended and when it was given back, epoch ms. */
  ended: { type: 'f64', per: 1 },
  returned: { type: 'f64', per: 1 },
  app: { type: 'u32', per: 1 },
  id: { type: 'u8', per: ID_BYTES },
} as const
const table = (learnt: Learnt) => learnt.table('ended accounts', COLUMNS, ROOM)

const GONE = new Set(['SUSPENDED', 'DELETED'])
/** Ending a session is nothing that a person does. */
const PASSIVE = new Set(['user.logout', 'session.end', 'app.logout'])

/** How an account is known in the table: by id, and by address for those that no list has. */
const byId = (account: string) => shortKey(`account:${account}`)
const byEmail = (email: string) => shortKey(`email:${email.toLowerCase()}`)

/** Remembers accounts that an identity provider has ended. */
export const ENDED_ACCOUNTS: Learner = {
  name: 'ended accounts',
  observe(event, learnt) {
    const { activity, time } = event
    const ends = ENDING.includes(activity.action)
    if ((!ends && !RETURNING.includes(activity.action)) || activity.outcome === 'FAILURE') return
    if (!IDENTITY_PROVIDERS.has(activity.connector)) return
    activity.targets.slice(0, 100).forEach(({ email }, n) => {
      const account = activity.targetAccountIds[n]
      for (const key of [account && byId(account), email && byEmail(email)]) {
        // Whoever was never ended need not be remembered as given back.
        if (!key || (!ends && table(learnt).find(key) < 0)) continue
        const slot = table(learnt).claim(key, time)
        const column = table(learnt).column(ends ? 'ended' : 'returned')
        if (time <= column[slot]!) continue
        column[slot] = time
        if (!ends) continue
        table(learnt).column('app')[slot] = hash32(activity.app)
        packId(table(learnt).column('id') as Uint8Array, slot * ID_BYTES, activity.id)
      }
    })
  },
}

/** An end of an account of the person. */
interface End {
  /** Epoch ms; null when it is only known that it ended. */
  at: number | null
  cited: ActivityRef[]
  how: string
}

/**
 * Somebody acts in one app whose account in an identity provider has ended. The provider's own events are remembered by a learner, the
 * statuses of accounts are only looked at: a replay after a crash, which may find other statuses, remembers the same.
 */
class TerminatedUser extends Assessing {
  readonly gates: readonly Gate[] = [
    { connectors: null, view: 'activity', predicate: filterPredicate({ outcome: ['SUCCESS', 'UNKNOWN'] }) },
  ]
  private readonly parameters: TerminatedUserParameters

  constructor(severity: Severity, parameters: TerminatedUserParameters) {
    super(severity)
    this.parameters = parameters
  }

  protected assess(event: JudgedEvent, judging: Judging): Assessment | string {
    const { activity, time } = event
    if (activity.actor?.kind !== 'user' || PASSIVE.has(activity.action) || activity.outcome === 'FAILURE')
      return 'The activity is nothing that a person does.'
    const own = activity.accountId === null ? undefined : judging.facts.account(activity.accountId)
    const end = endOf(event, judging)
    if (!end) return 'No identity provider has ended an account of the person.'
    const since = end.at === null ? null : (time - end.at) / 60_000
    const { graceMinutes } = this.parameters
    const service = own?.isService === true
    return {
      matched: since === null || since > graceMinutes,
      key: activity.userId ?? `email:${activity.actor.email?.toLowerCase()}`,
      severity: this.severity,
      title: app => `${actorName(activity)} is active in ${app} although the account was ended`,
      cited: [...end.cited, citationOf(event)],
      summary: `${end.how}${since === null ? '' : ` ${Math.round(since)} minutes before`}; activity in another app is told from ${graceMinutes} minutes after that.`,
      conditions: [condition('account of the person in an identity provider', 'is', 'ended', 'ended', true)],
      measures: since === null ? [] : [measure('since the end', Math.round(since), graceMinutes, 'min')],
      reasons: [
        {
          name: 'service-account',
          tier: 'SYSTEM',
          holds: service,
          reason: service
            ? 'The account is a service, which goes on without its maker.'
            : 'The account is not known as a service.',
        },
      ],
    }
  }
}

function endOf(event: JudgedEvent, { learnt, facts }: Judging): End | null {
  const { activity, time } = event
  const accounts = activity.userId === null ? [] : facts.accountsOfUser(activity.userId)
  const { email } = activity.actor!
  const ended = table(learnt)
  for (const key of [...accounts.slice(0, 100).map(account => byId(account.id)), ...(email ? [byEmail(email)] : [])]) {
    const slot = ended.find(key)
    if (slot < 0 || ended.column('app')[slot] === hash32(activity.app)) continue
    const at = ended.column('ended')[slot]!
    if (at > time || ended.column('returned')[slot]! > at) continue
    const id = unpackId(ended.column('id') as Uint8Array, slot * ID_BYTES)
    return { at, cited: id === null ? [] : [{ id, time: at }], how: 'An identity provider ended the account' }
  }
  for (const account of accounts) {
    if (account.app === activity.app || !GONE.has(account.status) || !IDENTITY_PROVIDERS.has(account.connector ?? ''))
      continue
    const at = account.statusSince ?? null
    if (at !== null && at > time) continue
    return { at, cited: [], how: `The account in the identity provider is ${account.status.toLowerCase()}` }
  }
  return null
}
