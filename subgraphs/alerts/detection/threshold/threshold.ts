import { type Severity } from '@casbah/kit'
import { citationOf, type Citation } from '../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../event.ts'
import { compilePredicate, explainPredicate } from '../predicate/predicate.ts'
import type { ThresholdDefinition } from './definition.ts'
import { filterPredicate } from './event-filter.ts'
import { insertByTime, windowAround, windowBefore } from './window.ts'

interface Remembered {
  /** Matching activities, by time. */
  hits: Citation[]
  /** Activities that match `followedBy`, by time. */
  closers: Citation[]
}

/** Counts matching activities in windows of event time. */
export class Threshold implements Detector {
  readonly gates: readonly Gate[]
  readonly remembersMs: number
  private readonly definition: ThresholdDefinition
  private readonly name: string
  private readonly severity: Severity
  private readonly span: number
  /** Hits kept for one key; the oldest go first. */
  private readonly room: number

  constructor(name: string, severity: Severity, definition: ThresholdDefinition) {
    this.name = name
    this.severity = severity
    this.definition = definition
    const filters = [definition.filter, ...(definition.followedBy ? [definition.followedBy] : [])]
    this.gates = filters.map(filter => ({ connectors: null, view: 'activity', predicate: filterPredicate(filter) }))
    this.span = definition.windowSeconds * 1000
    this.remembersMs = definition.count === 1 && !definition.followedBy ? 0 : this.span
    this.room = Math.max(200, (definition.escalate?.count ?? 0) * 2, definition.count * 4)
  }

  judge(event: JudgedEvent, passed: readonly number[], { memory, latenessMs }: Judging): Match | null {
    const hits = passed.includes(0)
    const closes = passed.includes(1)
    const key = this.keyOf(event)
    if (key === null) return null
    const citation = citationOf(event)
    if (this.definition.count === 1 && !this.definition.followedBy) return this.match(key, event, [citation], null)
    const known = memory.get<Remembered>(key)

    const remembered: Remembered = known
      ? { hits: [...known.hits], closers: [...known.closers] }
      : { hits: [], closers: [] }
    const newest = Math.max(event.time, remembered.hits.at(-1)?.time ?? 0, remembered.closers.at(-1)?.time ?? 0)
    const oldest = newest - this.span - latenessMs
    if (event.time < oldest) return null
    const index = hits ? insertByTime(remembered.hits, citation) : -1
    if (closes) insertByTime(remembered.closers, citation)
    const found = this.definition.followedBy
      ? this.closed(remembered, citation, hits, closes)
      : this.enough(windowAround(remembered.hits, index, this.span))
    trim(remembered.hits, oldest, this.room)
    trim(remembered.closers, oldest, 20)
    memory.set(key, remembered)
    return found && this.match(key, event, found.hits, found.closer)
  }

  /** A window that ends with a closer: this one, or one that this late hit belongs before. */
  private closed({ hits, closers }: Remembered, citation: Citation, isHit: boolean, closes: boolean) {
    const candidates = closes ? [citation] : []
    if (isHit)
      candidates.push(...closers.filter(({ time }) => time > citation.time && time <= citation.time + this.span))
    for (const closer of candidates) {
      const found = this.enough(windowBefore(hits, closer.time, this.span))
      if (found) return { hits: found.hits, closer }
    }
    return null
  }

  private enough(hits: Citation[]): { hits: Citation[]; closer: Citation | null } | null {
    const { count, distinct } = this.definition
    if (hits.length < count) return null
    if (distinct && distinctValues(hits, distinct.field) < distinct.count) return null
    return { hits, closer: null }
  }

  private keyOf({ activity }: JudgedEvent): string | null {
    const parts = this.definition.per.map(dimension => {
      if (dimension === 'USER') return personKey(activity)
      return dimension === 'APP' ? `app:${activity.app}` : activity.ip && `ip:${activity.ip.address}`
    })
    return parts.every(part => part !== null) ? parts.join('|') : null
  }

  private match(key: string, event: JudgedEvent, hits: Citation[], closer: Citation | null): Match {
    const { escalate } = this.definition
    const cited = closer ? [...hits.filter(hit => hit.id !== closer.id), closer] : hits
    return {
      key,
      severity: escalate && hits.length >= escalate.count ? escalate.severity : this.severity,
      title: app => this.title(app, event, hits.length),
      cited,
      explanation: this.explanation(event, hits, closer),
    }
  }

  private title(app: string, { activity }: JudgedEvent, count: number): string {
    const values: Record<string, string> = {
      actor: actorName(activity),
      count: String(count),
      app,
      action: activity.action,
      ip: activity.ip?.address ?? 'an unknown address',
      country: activity.ip?.country ?? 'an unknown country',
      minutes: String(Math.ceil(this.definition.windowSeconds / 60)),
    }
    const template = this.definition.title ?? `${this.name}: {actor} did {action} in {app}`
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  }

  explain(event: JudgedEvent): ExplanationData {
    const conditions = this.gates.flatMap(({ predicate }) => explainPredicate(predicate, event.activity))
    const matched = this.gates.some(({ predicate }) => compilePredicate(predicate)(event.activity))
    const summary = matched ? 'The activity counts towards this policy.' : 'The activity does not match the filter.'
    return { matched, summary, conditions, measures: [], suppressions: [] }
  }

  private explanation(event: JudgedEvent, hits: Citation[], closer: Citation | null): ExplanationData {
    const { count, distinct, windowSeconds } = this.definition
    const shown = this.gates[closer && event.activity.id === closer.id ? 1 : 0]!
    const within = hits.length > 1 ? ` within ${seconds(hits.at(-1)!.time - hits[0]!.time)}` : ''
    const followed = closer ? `, then ${closer.action} with outcome ${closer.outcome}` : ''
    const measures = [measure('count', hits.length, null, count)]
    measures.push(measure('span', (hits.at(-1)!.time - hits[0]!.time) / 1000, 's', windowSeconds))
    if (distinct) measures.push(measure('distinct', distinctValues(hits, distinct.field), null, distinct.count))
    return {
      matched: true,
      summary: `${hits.length} matching ${hits.length === 1 ? 'activity' : 'activities'}${within}${followed}; ${count} within ${seconds(windowSeconds * 1000)} are enough.`,
      conditions: explainPredicate(shown.predicate, event.activity),
      measures,
      suppressions: [],
    }
  }
}

function measure(name: string, value: number, unit: string | null, threshold: number) {
  return { name, value, unit, baseline: null, threshold }
}

function trim(list: Citation[], oldest: number, room: number): void {
  while (list.length > room || (list.length && list[0]!.time < oldest)) list.shift()
}

function distinctValues(hits: Citation[], field: NonNullable<ThresholdDefinition['distinct']>['field']): number {
  return new Set(hits.map(hit => VALUE[field](hit))).size
}

const VALUE: Record<NonNullable<ThresholdDefinition['distinct']>['field'], (hit: Citation) => unknown> = {
  APP: hit => hit.app,
  CONNECTOR: hit => hit.connector,
  ACTION: hit => hit.action,
  VENDOR_ACTION: hit => hit.vendorAction,
  ACTOR: hit => hit.accountId ?? hit.actor?.email ?? hit.actor?.name,
  TARGET: hit => hit.targets[0]?.id ?? hit.targets[0]?.name,
  OUTCOME: hit => hit.outcome,
  IP_ADDRESS: hit => hit.ip?.address,
  COUNTRY: hit => hit.ip?.country,
  ASN: hit => hit.ip?.asn,
}

function seconds(ms: number): string {
  const whole = Math.round(ms / 1000)
  return whole >= 120 ? `${Math.round(whole / 60)} minutes` : `${whole} seconds`
}
