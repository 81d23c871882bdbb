import { Severity } from '@casbah/kit'
import { citationOf, type ActivityRef } from '../../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import { actorName, type JudgedEvent } from '../../event.ts'
import { explainPredicate } from '../../predicate/predicate.ts'
import { filterPredicate } from '../../threshold/event-filter.ts'
import { assess, type Assessment } from './assess.ts'
import { counts, type Family } from './families.ts'
import type { VolumeParameters } from './parameters.ts'
import { SLICE_MS } from './hour-cell.ts'
import { subjectOf, thingOf } from './subject.ts'
import { Usage, type Window } from './usage.ts'

/** Ids remembered of one person, to be cited when it becomes a burst, and people that ids are remembered of. */
const IDS = 50
const PEOPLE = 1_000
const RANK = Object.keys(Severity) as Severity[]

/** Names of a detector's things, for sentences: `took 40 files or repositories`. */
export interface Words {
  did: string
  things: string
}

/** Somebody does more of a family within a window than is usual for him. */
export class VolumeDetector implements Detector {
  readonly gates: readonly Gate[]
  private readonly family: Family
  private readonly words: Words
  private readonly severity: Severity
  private readonly parameters: VolumeParameters

  constructor(family: Family, words: Words, severity: Severity, parameters: VolumeParameters) {
    this.family = family
    this.words = words
    this.severity = severity
    this.parameters = parameters
    const filter = { action: { in: [...family.actions] }, outcome: ['SUCCESS' as const, 'UNKNOWN' as const] }
    this.gates = [{ connectors: null, view: 'activity', predicate: filterPredicate(filter) }]
  }

  judge(event: JudgedEvent, _: readonly number[], { memory, learnt }: Judging): Match | null {
    const found = this.look(event, learnt)
    if (!found) return null
    const { usage, subject, window, weight } = found
    const known = memory.get<ActivityRef[]>(subject) ?? []
    memory.set(subject, remember(known, { id: event.activity.id, time: event.time }))
    memory.keep(PEOPLE)
    if (window.count < this.parameters.floor) return null
    const assessment = assess(usage, this.family, this.parameters, event, subject, window)
    // What is kept back is told once, when the floor is reached, and when a limit is passed and another thing keeps it back.
    const before = window.count - weight
    const passes = [this.parameters.floor - 1, ...assessment.limits].some(
      limit => before <= limit && window.count > limit,
    )
    if (assessment.suppressedBy !== undefined && !passes) return null
    return {
      key: subject,
      severity: this.severityOf(assessment),
      title: app => `${actorName(event.activity)} ${this.said(window.count)} in ${app} within ${this.span}`,
      cited: [...known.filter(ref => within(ref, window)), citationOf(event)],
      explanation: this.explanation(event, assessment, true),
      grows: true,
      ...(assessment.suppressedBy !== undefined && { suppressedBy: assessment.suppressedBy }),
    }
  }

  explain(event: JudgedEvent, { learnt }: Judging): ExplanationData {
    const conditions = explainPredicate(this.gates[0]!.predicate, event.activity)
    const nothing = { matched: false, conditions, measures: [], suppressions: [] }
    if (!conditions.every(({ matched }) => matched) || !counts(this.family, event))
      return { ...nothing, summary: `The activity is none that counts as ${this.family.name}.` }
    const found = this.look(event, learnt)
    if (!found)
      return { ...nothing, summary: 'The activity names nobody, or a thing that was counted within its hour already.' }
    const assessment = assess(found.usage, this.family, this.parameters, event, found.subject, found.window)
    return this.explanation(event, assessment, found.window.count >= this.parameters.floor)
  }

  /** The window with this event in it; null when the event does not count. */
  private look(event: JudgedEvent, learnt: Judging['learnt']) {
    const subject = subjectOf(event)
    if (subject === null || !counts(this.family, event)) return null
    const usage = new Usage(learnt, this.family)
    if (usage.isRepeat(subject, event.time, () => thingOf(this.family, event))) return null
    const weight = this.family.weight?.(event) ?? 1
    const window: Window = usage.window(subject, event.time, this.parameters.windowMinutes)
    return { usage, subject, weight, window: { ...window, count: window.count + weight } }
  }

  private severityOf({ count, threshold }: Assessment): Severity {
    const step = count >= threshold * this.parameters.escalateFactor ? 1 : 0
    return RANK[Math.min(RANK.indexOf(this.severity) + step, RANK.length - 1)]!
  }

  private said(count: number): string {
    return `${this.words.did} ${count} ${this.words.things}`
  }

  private get span(): string {
    return `${this.parameters.windowMinutes} minutes`
  }

  private explanation(event: JudgedEvent, assessment: Assessment, over: boolean): ExplanationData {
    const { count, threshold, usual, suppressedBy, measures, suppressions } = assessment
    const usually = usual
      ? `; ${Math.round(usual.mean * 10) / 10} in a usual active hour of the person`
      : '; nothing of this is usual for the person, or it is not learnt yet'
    return {
      matched: over && suppressedBy === undefined,
      summary: `${actorName(event.activity)} ${this.said(count)} within ${this.span}, ${threshold} or more are unusual${usually}${over && suppressedBy ? `; kept back by ${suppressedBy}` : ''}.`,
      conditions: explainPredicate(this.gates[0]!.predicate, event.activity),
      measures,
      suppressions,
    }
  }
}

/** The newest ids, by time. */
function remember(known: readonly ActivityRef[], ref: ActivityRef): ActivityRef[] {
  const at = known.findLastIndex(other => other.time <= ref.time) + 1
  return [...known.slice(0, at), ref, ...known.slice(at)].slice(-IDS)
}

function within({ time }: ActivityRef, { first, last }: Window): boolean {
  const slice = Math.floor(time / SLICE_MS)
  return slice >= first && slice <= last
}
