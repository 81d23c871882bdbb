import type { Severity } from '@casbah/kit'
import { citationOf, type ActivityRef, type Citation } from '../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../event.ts'
import { compilePredicate, explainPredicate, type Verdict } from '../predicate/predicate.ts'
import { cite, hitsOf } from '../window/cite-hits.ts'
import { duration } from '../window/duration.ts'
import { judgeWindows, type WindowsFound } from '../window/judge-windows.ts'
import { DistinctTally, RuleTally } from '../window/tally.ts'
import { digest, valueText } from '../window/value-text.ts'
import { KEY_HITS, WindowStore, type Reach, type Shape } from '../window/window-store.ts'
import type { ThresholdDefinition } from './definition.ts'
import { distinctValues } from './distinct-values.ts'
import { filterPredicate } from './event-filter.ts'

/** What is remembered of an event: that it matches the filter, that it matches `followedBy`, or one more value that it has. */
const HIT = 0
const CLOSER = 1
const FURTHER_VALUE = 2
const RULES = 3

const STORE = 'windows'

/** What a window that is enough has. */
interface Told {
  count: number
  distinct: number | null
}

/** Counts matching activities in windows of event time. */
export class Threshold implements Detector {
  readonly gates: readonly Gate[]
  readonly remembersMs: number
  private readonly definition: ThresholdDefinition
  private readonly name: string
  private readonly severity: Severity
  private readonly verdicts: readonly Verdict[]
  private readonly spanMs: number
  /** Hits kept for one key; the oldest go first. */
  private readonly room: number
  private readonly shape: Shape

  constructor(name: string, severity: Severity, definition: ThresholdDefinition) {
    this.name = name
    this.severity = severity
    this.definition = definition
    const { filter, followedBy, distinct, count, escalate, windowSeconds } = definition
    this.gates = [filter, ...(followedBy ? [followedBy] : [])].map(each => ({
      connectors: each.connector ?? null,
      view: 'activity',
      predicate: filterPredicate(each),
    }))
    this.verdicts = this.gates.map(({ predicate }) => compilePredicate(predicate))
    this.spanMs = windowSeconds * 1000
    this.remembersMs = count === 1 && !followedBy ? 0 : this.spanMs
    this.room = distinct ? KEY_HITS : Math.max(256, (escalate?.count ?? 0) * 2, count * 4)
    this.shape = { rule: Boolean(followedBy || distinct), value: Boolean(distinct) }
  }

  judge(event: JudgedEvent, passed: readonly number[], { memory, latenessMs }: Judging): Match | null {
    const key = this.keyOf(event)
    if (key === null) return null
    if (!this.counts) return this.match(key, event, passed, [citationOf(event)], { count: 1, distinct: null }, 0)
    const store = WindowStore.of(memory, STORE, this.shape, this.room)
    const reach: Reach = { spanMs: this.spanMs, latenessMs }
    const put = this.remember(store, storeKey(event, key), event, passed, reach)
    if (!put) return null
    const found = judgeWindows(store, put.slot, put.index, {
      ...reach,
      tally: () => this.tally(),
      holds: tally => this.isEnough(toldOf(tally)),
      tell: toldOf,
      grows: true,
      endRule: this.definition.followedBy ? CLOSER : HIT,
    })
    if (!found) return null
    const { from, to, told } = found.best
    const span = store.time(put.slot, to - 1) - store.time(put.slot, from)
    return this.match(key, event, passed, this.cite(store, put.slot, found, event), told, span)
  }

  explain(event: JudgedEvent, { memory }: Pick<Judging, 'memory'>): ExplanationData {
    const passed = this.verdicts.flatMap((verdict, n) => (verdict(event.activity) ? [n] : []))
    const conditions = this.gates.flatMap(({ predicate }) => explainPredicate(predicate, event.activity))
    const nothing = { matched: false, conditions, measures: [], suppressions: [] }
    if (!passed.length) return { ...nothing, summary: 'The activity does not match the filter.' }
    const key = this.keyOf(event)
    if (key === null)
      return { ...nothing, summary: `The activity names no ${this.definition.per.join(' and ')}, by which is counted.` }
    if (!this.counts) return { ...nothing, matched: true, summary: 'The activity matches the filter; one is enough.' }
    const told = this.recount(WindowStore.known(memory, STORE, this.shape), storeKey(event, key), event.time)
    const matched = this.isEnough(told)
    return {
      ...nothing,
      matched,
      summary: `${activities(told.count)} within the ${duration(this.spanMs)} up to it; ${matched ? 'enough' : 'not enough'}: ${this.wanted}.`,
      measures: this.measures(told, null),
    }
  }

  /** Whether anything is to be counted: one that is enough needs no window. */
  private get counts(): boolean {
    return this.definition.count > 1 || this.definition.followedBy !== undefined
  }

  /** Puts an event into the store as all that it is. */
  private remember(
    store: WindowStore,
    key: string,
    event: JudgedEvent,
    passed: readonly number[],
    reach: Reach,
  ): { slot: number; index: number } | null {
    const { id } = event.activity
    const { distinct } = this.definition
    const hit = { id, time: event.time }
    let put: { slot: number; index: number } | null = null
    if (passed.includes(1)) put = store.insert(key, { ...hit, rule: CLOSER }, reach)
    if (!passed.includes(0)) return put
    const [first = null, ...further] = distinct ? distinctValues(event.activity, distinct.field) : []
    put = store.insert(key, { ...hit, rule: HIT, digest: digestOf(first) }, reach) ?? put
    for (const value of further)
      put = store.insert(key, { ...hit, rule: FURTHER_VALUE, digest: digestOf(value) }, reach) ?? put
    return put
  }

  private tally(): RuleTally {
    return this.definition.distinct ? new DistinctTally(RULES) : new RuleTally(RULES)
  }

  private isEnough({ count, distinct }: Told): boolean {
    return count >= this.definition.count && (distinct ?? 0) >= (this.definition.distinct?.count ?? 0)
  }

  /** The window up to a moment, counted afresh. */
  private recount(store: WindowStore | null, key: string, time: number): Told {
    const tally = this.tally()
    const slot = store?.find(key) ?? -1
    if (store && slot >= 0)
      for (let index = store.lowerBound(slot, time - this.spanMs); index < store.upperBound(slot, time); index++)
        tally.add(store, store.address(slot, index))
    return toldOf(tally)
  }

  /** The hits of all windows found, and what closed them. */
  private cite(
    store: WindowStore,
    slot: number,
    found: WindowsFound<Told>,
    event: JudgedEvent,
  ): (Citation | ActivityRef)[] {
    const closes = (index: number) => found.ends.some(({ from, to }) => index >= from && index < to)
    const refs = hitsOf(store, slot, found, index => {
      const rule = store.rule(slot, index)
      return rule === HIT || (rule === CLOSER && closes(index))
    })
    return cite(event, refs)
  }

  private keyOf({ activity }: JudgedEvent): string | null {
    const parts = this.definition.per.map(dimension => {
      if (dimension === 'USER') return personKey(activity)
      return dimension === 'APP' ? `app:${activity.app}` : activity.ip && `ip:${activity.ip.address}`
    })
    return parts.every(part => part !== null) ? parts.map(valueText).join('|') : null
  }

  private match(
    key: string,
    event: JudgedEvent,
    passed: readonly number[],
    cited: (Citation | ActivityRef)[],
    told: Told,
    spanMs: number,
  ): Match {
    const { escalate } = this.definition
    return {
      key,
      severity: escalate && told.count >= escalate.count ? escalate.severity : this.severity,
      title: app => this.title(app, event, told.count),
      cited,
      explanation: this.explanation(event, passed, told, spanMs),
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

  private explanation(event: JudgedEvent, passed: readonly number[], told: Told, spanMs: number): ExplanationData {
    const { activity } = event
    const closing = passed.includes(1)
    const within = told.count > 1 ? ` within ${duration(spanMs)}` : ''
    const closer = closing ? `${activity.action} with outcome ${activity.outcome}` : 'what the policy waits for'
    const followed = this.definition.followedBy ? `, then ${closer}` : ''
    return {
      matched: true,
      summary: `${activities(told.count)}${within}${followed}; enough: ${this.wanted}.`,
      conditions: explainPredicate(this.gates[passed[0]!]!.predicate, activity),
      measures: this.measures(told, spanMs),
      suppressions: [],
    }
  }

  private get wanted(): string {
    const { count, distinct } = this.definition
    const values = distinct ? ` with ${distinct.count} different values of ${distinct.field}` : ''
    return `${count}${values} within ${duration(this.spanMs)}`
  }

  private measures({ count, distinct }: Told, spanMs: number | null): ExplanationData['measures'] {
    const measures = [measure('count', count, null, this.definition.count)]
    if (spanMs !== null) measures.push(measure('span', spanMs / 1000, 's', this.definition.windowSeconds))
    if (distinct !== null) measures.push(measure('distinct', distinct, null, this.definition.distinct!.count))
    return measures
  }
}

function toldOf(tally: RuleTally): Told {
  return { count: tally.counts[HIT]!, distinct: tally instanceof DistinctTally ? tally.distinct : null }
}

function measure(name: string, value: number, unit: string | null, threshold: number) {
  return { name, value, unit, baseline: null, threshold }
}

function activities(count: number): string {
  return `${count} matching ${count === 1 ? 'activity' : 'activities'}`
}

function digestOf(value: string | null) {
  return value === null ? null : digest(value)
}

/** Simulated and real activities never count together. */
function storeKey({ activity }: JudgedEvent, key: string): string {
  return activity.isSimulated ? `simulated|${key}` : key
}
