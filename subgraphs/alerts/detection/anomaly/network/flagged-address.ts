import type { NetworkTag, Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import { actorName, type JudgedEvent } from '../../event.ts'
import { explainPredicate, type Predicate } from '../../predicate/predicate.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import { Common } from '../place/common.ts'
import { dayOf } from '../place/days.ts'
import { measure } from '../place/measure.ts'
import { networkName, networkOf } from '../place/network-kind.ts'
import { commonPeople, confirmDays, learningDays, settleDays } from '../place/parameters.ts'
import { Places } from '../place/places.ts'
import { sharedByMany } from '../place/shared-by-many.ts'
import { sensitivity, weigh, type Weighed } from '../place/suppression.ts'

/** Numbers that the detectors of flagged addresses have in common. */
export const flaggedParameters = {
  sharedPeople: z
    .int()
    .min(2)
    .max(150)
    .default(10)
    .describe(
      'Users of the tenant who share an address that is then held to be wrongly listed, users; source: ours (Defender for Cloud Apps drops such addresses without a number).',
    ),
  learningDays: learningDays(7, 'Defender for Cloud Apps'),
  confirmDays,
  commonPeople,
  settleDays,
  sensitivity,
}
type FlaggedParameters = z.infer<z.ZodObject<typeof flaggedParameters>>

/** What one of these detectors looks for. */
export interface Flagged {
  tags: NetworkTag[]
  /** What is wrong with the address, for sentences: "a Tor exit". */
  what: (tag: NetworkTag) => string
}

/** A successful activity from an address whose network is tagged. */
export class FlaggedAddress implements Detector {
  readonly gates: readonly Gate[]
  private readonly predicate: Predicate
  private readonly severity: Severity
  private readonly parameters: FlaggedParameters
  private readonly flagged: Flagged

  constructor(severity: Severity, parameters: FlaggedParameters, flagged: Flagged) {
    this.severity = severity
    this.parameters = parameters
    this.flagged = flagged
    this.predicate = filterPredicate({ ip: { tag: flagged.tags }, outcome: ['SUCCESS', 'UNKNOWN'] })
    this.gates = [{ connectors: null, view: 'activity', predicate: this.predicate }]
  }

  judge(event: JudgedEvent, _: readonly number[], judging: Judging): Match | null {
    const { activity } = event
    if (activity.actor?.kind === 'system') return null
    const { explanation, suppressedBy } = this.weighed(event, judging)
    const { address, networkTag, country } = activity.ip!
    return {
      key: `${event.person ?? `ip:${address}`}|${networkTag}`,
      severity: this.severity,
      title: app =>
        `${actorName(activity)} was active in ${app} from ${address}${country ? ` (${country})` : ''}, ${this.flagged.what(networkTag!)}`,
      cited: [citationOf(event)],
      explanation,
      ...(suppressedBy && { suppressedBy }),
    }
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    const conditions = explainPredicate(this.predicate, event.activity)
    const missing = conditions.find(each => !each.matched)
    if (!missing && event.activity.actor?.kind !== 'system') return this.weighed(event, judging).explanation
    const summary = missing
      ? `${missing.field} is ${JSON.stringify(missing.actual)}, not one of ${JSON.stringify(missing.expected)}.`
      : 'The vendor itself acted.'
    return { matched: false, summary, conditions, measures: [], suppressions: [] }
  }

  private weighed(event: JudgedEvent, { learnt }: Judging): { explanation: ExplanationData; suppressedBy?: string } {
    const { activity, time } = event
    const { sharedPeople, settleDays } = this.parameters
    const { address, networkTag } = activity.ip!
    const today = dayOf(time)
    const shared = new Common(learnt).of(`ip:${address}`, today)
    const { suppressions, suppressedBy } = weigh(this.parameters.sensitivity, [
      sharedByMany('system', 'shared-address', address, shared, { people: sharedPeople, days: settleDays }),
      ...this.ofNetwork(event, learnt, today),
    ])
    return {
      explanation: {
        matched: true,
        summary: `${address} is ${this.flagged.what(networkTag!)}; about ${shared.people} users of the tenant were seen there, ${sharedPeople} would make it a shared one.`,
        conditions: explainPredicate(this.predicate, activity),
        measures: [measure('users of the address', shared.people, 'users', { threshold: sharedPeople })],
        suppressions,
      },
      ...(suppressedBy && { suppressedBy }),
    }
  }

  private ofNetwork({ activity, person: key }: JudgedEvent, learnt: Judging['learnt'], today: number): Weighed[] {
    const { learningDays, confirmDays, commonPeople, settleDays } = this.parameters
    const ip = activity.ip!
    const network = networkOf(ip)
    const person = key === null ? null : new Places(learnt).of(key)
    const known = person?.daysKnown(today) ?? 0
    const days = person?.networkDays(network, today) ?? 0
    return [
      {
        tier: 'user',
        name: 'usual-network',
        holds: known >= learningDays && days >= confirmDays,
        reason:
          known < learningDays
            ? `The person is known for ${known} of the ${learningDays} days before usual networks count.`
            : `The person used ${networkName(ip)} on ${days} days before today; ${confirmDays} make it usual.`,
      },
      sharedByMany('tenant', 'common-network', networkName(ip), new Common(learnt).of(`network:${network}`, today), {
        people: commonPeople,
        days: settleDays,
      }),
    ]
  }
}
