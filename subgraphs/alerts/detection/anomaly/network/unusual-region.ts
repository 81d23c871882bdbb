import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import { citationOf } from '../../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import { actorName, type JudgedEvent } from '../../event.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import type { AnomalyKind } from '../kind.ts'
import { dayOf } from '../place/days.ts'
import { learningFrom } from '../place/learning.ts'
import { measure } from '../place/measure.ts'
import { confirmDays } from '../place/parameters.ts'
import { sensitivity, weigh, type Weighed } from '../place/suppression.ts'
import { CLOUDS, cloudRegion } from './cloud-region.ts'
import { Regions } from './regions.ts'

/** Numbers of the detector `unusual-region`. */
export const unusualRegionParameters = z.strictObject({
  learningDays: z
    .int()
    .min(0)
    .max(90)
    .default(7)
    .describe(
      'Days that changes in the cloud must be known for, days; source: Defender for Cloud Apps, Suspicious creation activity for cloud region.',
    ),
  rememberDays: z
    .int()
    .min(1)
    .max(365)
    .default(180)
    .describe(
      'A region without a change for so long is unusual, days; source: the 180 days in which Sentinel looks back for actions.',
    ),
  confirmDays,
  manyRegions: z
    .int()
    .min(2)
    .max(100)
    .default(15)
    .describe('Regions of one cloud in use from which on another one says nothing, regions; source: ours.'),
  sensitivity,
})
export type UnusualRegionParameters = z.infer<typeof unusualRegionParameters>

export const UNUSUAL_REGION: AnomalyKind<UnusualRegionParameters> = {
  name: 'unusual-region',
  parameters: unusualRegionParameters,
  needs: [],
  make: (severity, parameters) => new UnusualRegion(severity, parameters),
  learning: ({ learningDays }, { learnt }) => learningFrom(learningDays, new Regions(learnt).progress(learningDays)),
}

/** What is created of identities and papers has no region of its own, wherever the call went. */
const WITHOUT_REGION =
  /^(token|report|role|policy|user|group|idp|account|organization|subscription|support|domain|dns)\./

interface Found {
  region: string
  explanation: ExplanationData
  suppressedBy?: string
}

/** A cloud resource created in a region that the tenant does not use; told once a day and region until it is usual. */
class UnusualRegion implements Detector {
  readonly gates: readonly Gate[] = [
    {
      connectors: CLOUDS,
      view: 'activity',
      predicate: filterPredicate({
        action: { contains: '.create' },
        classUid: [6003],
        outcome: ['SUCCESS', 'UNKNOWN'],
      }),
    },
  ]
  private readonly severity: Severity
  private readonly parameters: UnusualRegionParameters

  constructor(severity: Severity, parameters: UnusualRegionParameters) {
    this.severity = severity
    this.parameters = parameters
  }

  judge(event: JudgedEvent, _: readonly number[], judging: Judging): Match | null {
    const found = this.find(event, judging)
    if (typeof found === 'string') return null
    const { region, explanation, suppressedBy } = found
    return {
      key: `${event.activity.connector}|${region}`,
      severity: this.severity,
      title: app =>
        `${actorName(event.activity)} created something in ${app} in the region ${region}, which was not used before`,
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
    const { learningDays, rememberDays, confirmDays, sensitivity } = this.parameters
    const { activity } = event
    if (WITHOUT_REGION.test(activity.action)) return `${activity.action} makes nothing that lies in a region.`
    const region = cloudRegion(event)
    if (region === null) return 'The record tells no region.'
    const today = dayOf(event.time)
    const regions = new Regions(learnt)
    const cloud = regions.of(activity.connector, null, today)
    const known = cloud ? Math.max(0, today - cloud.first) : 0
    if (!cloud || known < learningDays)
      return `Still learning: changes in ${activity.connector} are known for ${known} of ${learningDays} days.`
    const before = regions.of(activity.connector, region, today)
    const absent = before && Math.max(0, today - before.last)
    if (absent === 0) return `Something was changed in ${region} today already; that was weighed then.`
    const usual = before !== null && (before.days >= confirmDays || before.first - cloud.first < learningDays)
    if (usual && absent! <= rememberDays) return `The tenant changed something in ${region} ${absent} days ago.`
    const list = regions.list(activity.connector)
    const { suppressions, suppressedBy } = weigh(sensitivity, this.suppressions(activity.actor?.kind, list.length))
    const when = before ? `on ${before.days} days before, the last ${absent} days ago` : 'never before'
    return {
      region,
      ...(suppressedBy && { suppressedBy }),
      explanation: {
        matched: true,
        summary: `The tenant, whose changes are known for ${known} days, changed something in ${region} ${when}; a region is usual after ${confirmDays} days within ${rememberDays}.`,
        conditions: [
          { field: 'region', operator: 'not in', expected: list.slice(0, 50), actual: region, matched: true },
        ],
        measures: [
          measure('days with changes in region', before?.days ?? 0, 'd', { threshold: confirmDays }),
          measure('days known', known, 'd', { threshold: learningDays }),
          measure('regions in use', list.length, 'regions', { threshold: this.parameters.manyRegions }),
        ],
        suppressions,
      },
    }
  }

  private suppressions(kind: string | undefined, count: number): Weighed[] {
    const { manyRegions } = this.parameters
    return [
      {
        tier: 'system',
        name: 'cloud-itself',
        holds: kind === 'system',
        reason: kind === 'system' ? 'A service of the cloud itself acted.' : 'Somebody other than the cloud acted.',
      },
      {
        tier: 'tenant',
        name: 'many-regions',
        holds: count >= manyRegions,
        reason: `The tenant uses ${count} regions; from ${manyRegions} on another one says nothing.`,
      },
    ]
  }
}
