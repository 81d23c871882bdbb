import { Severity } from '@casbah/kit'
import { isCitation, type ActivityRef, type Citation } from '../detection/citation.ts'
import type { ExplanationData } from '../detection/detector.ts'
import { uuidOf } from '../policy/built-in/index.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import type { Raisable, Touch } from './raisable.ts'

/** However active, an alert ends after a day: what follows deserves a new look. */
const LONGEST_MS = 24 * 3_600_000
const RANK = Object.keys(Severity)

/** An alert in the making: new, or an open one that matches are folded into. */
export interface Draft {
  id: string
  isNew: boolean
  policy: PolicyRow
  foldKey: string
  title: string
  severity: Severity
  explanation: ExplanationData
  mitre: PolicyRow['mitre']
  isSimulated: boolean
  /** Epoch ms of the first and last activity cited. */
  first: number
  last: number
  /** Cited by the new matches, by id of the activity. */
  cited: Map<string, Citation | ActivityRef>
  /** What the new matches touch besides. */
  touches: Touch[]
}

/** Simulated and real matches never fold into one alert. */
export function foldKeyOf({ match, event }: Raisable): string {
  return event.activity.isSimulated ? `simulated|${match.key}` : match.key
}

/** Whether a match belongs to an alert: within the policy's time of its last activity; what is wrong with Casbah itself, as long as it is. */
export function folds(draft: Draft, { policy, event }: Raisable): boolean {
  if (policy.kind === 'SYSTEM') return true
  const room = policy.foldSeconds * 1000
  return event.time <= draft.last + room && event.time >= draft.first - room && event.time - draft.first <= LONGEST_MS
}

/** An alert of a match alone; its id follows from what raised it. */
export function draftOf(tenant: string, found: Raisable, appName: (id: string) => string): Draft {
  const { policy, match, event } = found
  const foldKey = foldKeyOf(found)
  const draft: Draft = {
    id: uuidOf('alert', tenant, policy.id, String(policy.definitionVersion), foldKey, event.activity.id),
    isNew: true,
    policy,
    foldKey,
    title: match.title(appName(event.activity.app)),
    severity: match.severity,
    explanation: match.explanation,
    mitre: match.mitre ?? policy.mitre,
    isSimulated: event.activity.isSimulated,
    first: event.time,
    last: event.time,
    cited: new Map(),
    touches: [...(found.touches ?? [])],
  }
  cite(draft, match.cited)
  return draft
}

/** Whether a policy judges things, or Casbah itself; what one finds has a time of its own, whatever activities it cites. */
export function isOfThings({ kind }: Draft['policy']): boolean {
  return kind === 'RESOURCE' || kind === 'POSTURE' || kind === 'SYSTEM'
}

/** Takes a further match in; a count that has grown, and what makes it worse, is told in title and explanation. */
export function fold(draft: Draft, { policy, match, event, touches }: Raisable, appName: (id: string) => string): void {
  cite(draft, match.cited)
  if (touches) draft.touches.push(...touches)
  if (isOfThings(policy)) draft.last = Math.max(draft.last, event.time)
  const isWorse = RANK.indexOf(match.severity) > RANK.indexOf(draft.severity)
  if (isWorse) draft.severity = match.severity
  if ((policy.kind === 'SIGMA' || policy.kind === 'ANOMALY') && !match.grows && !isWorse) return
  draft.title = match.title(appName(event.activity.app))
  draft.explanation = match.explanation
}

function cite(draft: Draft, cited: readonly (Citation | ActivityRef)[]): void {
  for (const citation of cited) {
    if (isCitation(citation) || !draft.cited.has(citation.id)) draft.cited.set(citation.id, citation)
    draft.first = Math.min(draft.first, citation.time)
    draft.last = Math.max(draft.last, citation.time)
  }
}
