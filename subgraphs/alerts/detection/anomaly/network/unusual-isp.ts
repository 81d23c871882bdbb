import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import { actorName, type JudgedEvent } from '../../event.ts'
import { pathOf } from '../../predicate/path.ts'
import type { AnomalyKind } from '../kind.ts'
import { Common } from '../place/common.ts'
import { dayOf } from '../place/days.ts'
import { learningFrom } from '../place/learning.ts'
import { measure } from '../place/measure.ts'
import { isOwn, networkName } from '../place/network-kind.ts'
import { commonPeople, confirmDays, learningDays, settleDays } from '../place/parameters.ts'
import { sharedByMany } from '../place/shared-by-many.ts'
import { sensitivity, weigh, type Weighed } from '../place/suppression.ts'
import { SERVICE_FORGET_DAYS, serviceAt, ServiceNetworks, type ServiceSeen } from './service-networks.ts'

/** Numbers of the detector `unusual-isp-for-oauth-app`. */
export const unusualIspParameters = z.strictObject({
  rememberDays: z
    .int()
    .min(1)
    .max(SERVICE_FORGET_DAYS)
    .default(60)
    .describe('A network not seen for so long is unusual, days; source: ours, twice the learning.'),
  learningDays: learningDays(30, 'Defender for Cloud Apps, Unusual ISP for an OAuth app'),
  confirmDays,
  manyNetworks: z
    .int()
    .min(2)
    .max(12)
    .default(10)
    .describe(
      'Networks of one app from which on another one says nothing, networks; source: ours, short of the 12 that are remembered.',
    ),
  commonPeople,
  settleDays,
  sensitivity,
})
export type UnusualIspParameters = z.infer<typeof unusualIspParameters>

export const UNUSUAL_ISP: AnomalyKind<UnusualIspParameters> = {
  name: 'unusual-isp-for-oauth-app',
  parameters: unusualIspParameters,
  needs: ['asn'],
  make: (severity, parameters) => new UnusualIsp(severity, parameters),
  learning: ({ learningDays }, { learnt }) =>
    learningFrom(learningDays, new ServiceNetworks(learnt).progress(learningDays)),
}

interface Found {
  seen: ServiceSeen
  explanation: ExplanationData
  suppressedBy?: string
}

/** An app, OAuth client or service account at a network that it was not seen at; told once a day until it is usual. */
class UnusualIsp implements Detector {
  readonly gates: readonly Gate[] = [
    {
      connectors: null,
      view: 'activity',
      predicate: {
        is: 'field',
        field: 'actor.kind',
        paths: [pathOf('actor.kind')],
        operator: 'equals',
        expected: 'service',
        test: value => value === 'service',
        absent: false,
        hints: [{ is: 'equals', text: 'service' }],
      },
    },
  ]
  private readonly severity: Severity
  private readonly parameters: UnusualIspParameters

  constructor(severity: Severity, parameters: UnusualIspParameters) {
    this.severity = severity
    this.parameters = parameters
  }

  judge(event: JudgedEvent, _: readonly number[], judging: Judging): Match | null {
    const found = this.find(event, judging)
    if (typeof found === 'string') return null
    const { seen, explanation, suppressedBy } = found
    return {
      key: `${seen.service}|${seen.network}`,
      severity: this.severity,
      title: app => `${actorName(event.activity)} reached ${app} from an unusual network, ${networkName(seen.ip)}`,
      cited: [citationOf(event)],
      explanation,
      ...(suppressedBy && { suppressedBy }),
    }
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    const found = this.find(event, judging)
    if (typeof found !== 'string') return found.explanation
    return { matched: false, summary: found, conditions: [], measures: [], suppressions: [] }
  }

  private find(event: JudgedEvent, { learnt }: Judging): Found | string {
    const { learningDays, rememberDays, confirmDays } = this.parameters
    const seen = serviceAt(event)
    if (!seen) return 'The activity shows no app or service at a known network.'
    const today = dayOf(event.time)
    const table = new ServiceNetworks(learnt)
    const known = table.daysKnown(seen.service, today)
    if (known < learningDays) return `Still learning: the app is known for ${known} of ${learningDays} days.`
    const before = table.at(seen, today, learningDays)
    const absent = before && Math.max(0, today - before.last)
    if (absent === 0) return `The app was at ${networkName(seen.ip)} today already; that was weighed then.`
    const usual = before !== null && (before.days >= confirmDays || before.early)
    if (usual && absent! <= rememberDays) return `The app was at ${networkName(seen.ip)} ${absent} days ago.`
    const { suppressions, suppressedBy } = weigh(
      this.parameters.sensitivity,
      this.suppressions(seen, table.count(seen.service), learnt, today),
    )
    const when = before ? `on ${before.days} days before, the last ${absent} days ago` : 'never before'
    return {
      seen,
      ...(suppressedBy && { suppressedBy }),
      explanation: {
        matched: true,
        summary: `The app, known for ${known} days, was seen at ${networkName(seen.ip)} ${when}; a network is usual after ${confirmDays} days within ${rememberDays}.`,
        conditions: [
          { field: 'ip.asn', operator: 'is new', expected: null, actual: networkName(seen.ip), matched: true },
        ],
        measures: [
          measure('days seen at network', before?.days ?? 0, 'd', { threshold: confirmDays }),
          measure('days known', known, 'd', { threshold: learningDays }),
          measure('networks known', table.count(seen.service), 'networks', {
            threshold: this.parameters.manyNetworks,
          }),
        ],
        suppressions,
      },
    }
  }

  private suppressions(seen: ServiceSeen, count: number, learnt: Judging['learnt'], today: number): Weighed[] {
    const { manyNetworks, commonPeople, settleDays } = this.parameters
    const own = isOwn(seen.ip.networkTag)
    return [
      {
        tier: 'system',
        name: 'own-network',
        holds: own,
        reason: own
          ? "The address is in a network of the tenant's own."
          : "The address is in no network of the tenant's own.",
      },
      {
        tier: 'user',
        name: 'many-networks',
        holds: count >= manyNetworks,
        reason: `The app comes from ${count} networks; from ${manyNetworks} on another one says nothing.`,
      },
      sharedByMany(
        'tenant',
        'common-network',
        networkName(seen.ip),
        new Common(learnt).of(`network:${seen.network}`, today),
        { people: commonPeople, days: settleDays },
      ),
    ]
  }
}
