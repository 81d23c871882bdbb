import type { Severity } from '@casbah/kit'
import type { ActivityRef } from '../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../detector.ts'
import { personKey, type JudgedEvent } from '../event.ts'
import { compilePredicate, explainPredicate, type Verdict } from '../predicate/predicate.ts'
import type { Correlation } from '../sigma/correlation.ts'
import { cite, hitsOf } from './cite-hits.ts'
import { duration } from './duration.ts'
import { judgeWindows, type WindowsFound } from './judge-windows.ts'
import { boundsOf, conditionText, meets, type Bound } from './number-condition.ts'
import { orderedRules } from './ordered-rules.ts'
import { DistinctTally, RankTally, RuleTally, SumTally } from './tally.ts'
import { digest, valueNumber, valueText } from './value-text.ts'
import { WindowStore, type Hit, type Reach, type Shape } from './window-store.ts'

/** A rule of a correlation: what it looks for, and how the fields of its events are read. */
export interface CorrelatedRule {
  /** As the correlation names it. */
  rule: string
  gate: Gate
  read: (event: JudgedEvent, field: string) => unknown
}

/** A correlation that another one is about. */
export interface CorrelatedCorrelation {
  /** As the outer correlation names it. */
  rule: string
  detector: CorrelationDetector
}

const STORE = 'windows'

/** What counts in a correlation: an event that meets a rule, or a window of an inner correlation that holds. */
interface Happening extends ActivityRef {
  /** The rule's place in the document. */
  rule: number
  read(field: string): unknown
  /** Whether it may have been told before. */
  isTold: boolean
}

/** What is told of a window. */
interface Told {
  /** The number that is compared. */
  value: number
  /** Events of each rule. */
  counts: readonly number[]
}

/** A group whose windows hold. */
interface Completion {
  values: readonly string[]
  /** Its key in the store. */
  key: string
  store: WindowStore
  slot: number
  found: WindowsFound<Told>
}

const COUNTED: Record<Correlation['type'], string> = {
  event_count: 'events',
  value_count: 'different values',
  value_sum: 'sum',
  value_avg: 'average',
  value_percentile: 'percentile',
  temporal: 'rules',
  temporal_ordered: 'rules in order',
}

/**
 * A Sigma correlation: counts, sums or orders the events of its rules, by group, in windows of event time. Every window that an event falls
 * into is judged when the event comes, so that each one that holds in the end was found, whatever order its events came in. A condition that fewer
 * events or smaller values meet can hold before all have come, and what was found then stays found.
 */
export class CorrelationDetector implements Detector {
  /** Of its rules, then of the correlations that it is about, in their order. */
  readonly gates: readonly Gate[]
  private readonly title: string
  private readonly severity: Severity
  private readonly correlation: Correlation
  private readonly rules: readonly CorrelatedRule[]
  private readonly inner: readonly CorrelatedCorrelation[]
  private readonly verdicts: readonly Verdict[]
  /** How many of the rules a temporal correlation wants. */
  private readonly wanted: number
  private readonly bounds: readonly Bound[]
  /** Whether a window that holds still does with more events in it. */
  private readonly grows: boolean

  constructor(
    title: string,
    severity: Severity,
    correlation: Correlation,
    rules: readonly CorrelatedRule[],
    inner: readonly CorrelatedCorrelation[] = [],
  ) {
    this.title = title
    this.severity = severity
    this.correlation = correlation
    this.rules = rules
    this.inner = inner
    this.gates = [...rules.map(({ gate }) => gate), ...inner.flatMap(({ detector }) => detector.gates)]
    this.verdicts = rules.map(({ gate }) => compilePredicate(gate.predicate))
    const given = new Set([...rules, ...inner].map(({ rule }) => rule))
    const missing = correlation.rules.filter(name => !given.has(name))
    if (missing.length) throw new Error(`The correlation “${title}” lacks its rules ${missing.join(', ')}.`)
    this.wanted = correlation.atLeast ?? correlation.rules.length
    this.bounds = this.isTemporal ? [['gte', this.wanted]] : boundsOf(correlation.condition)
    const isCount = correlation.type === 'event_count' || correlation.type === 'value_count'
    this.grows =
      this.isTemporal || (isCount && this.bounds.every(([operator]) => operator === 'gt' || operator === 'gte'))
  }

  judge(event: JudgedEvent, passed: readonly number[], judging: Judging): Match | null {
    const completions = this.complete(event, passed, judging, STORE)
    const matches = completions.map(completion => this.match(event, completion, judging.memory))
    const [first, ...also] = matches
    return first ? (also.length ? { ...first, also } : first) : null
  }

  explain(event: JudgedEvent, { memory }: Judging): ExplanationData {
    const number = this.rules.findIndex((_, n) => this.passes(event, n))
    const nothing = { matched: false, conditions: [], measures: [], suppressions: [] }
    if (number < 0) {
      const conditions = this.rules.flatMap(({ gate }) => explainPredicate(gate.predicate, viewOf(event, gate)))
      return { ...nothing, conditions, summary: `The event meets none of the rules of “${this.title}”.` }
    }
    const happening = this.happeningOf(event, number)
    const { gate, rule } = this.rules[number]!
    const values = this.groupOf(happening)
    const conditions = explainPredicate(gate.predicate, viewOf(event, gate))
    if (!values) {
      const groupBy = this.correlation.groupBy.join(', ')
      return { ...nothing, conditions, summary: `The event meets ${rule}, but has no value for each of ${groupBy}.` }
    }
    const store = WindowStore.known(memory, STORE, this.shape)
    const slot = store?.find(storeKey(event, values)) ?? -1
    if (!store || slot < 0)
      return { ...nothing, conditions, summary: `The event meets ${rule}; nothing was counted in its group yet.` }
    const to = store.upperBound(slot, event.time)
    const from = store.lowerBound(slot, event.time - this.correlation.timespanMs)
    const tally = this.tally()
    for (let index = from; index < to; index++) tally.add(store, store.address(slot, index))
    const matched = to > from && this.holds(store, slot, tally, from, to)
    const told = to > from ? this.tell(store, slot, tally, from, to) : { value: 0, counts: [...tally.counts] }
    const explained = this.explanation(store, slot, { from, to, told }, values, matched)
    return { ...explained, conditions: [...conditions, ...explained.conditions] }
  }

  /** Takes an event in; the groups whose windows hold with it. */
  private complete(event: JudgedEvent, passed: readonly number[], judging: Judging, name: string): Completion[] {
    const completions = new Map<string, Completion>()
    const counted = new Set<string>()
    const store = WindowStore.of(judging.memory, name, this.shape)
    const reach: Reach = { spanMs: this.correlation.timespanMs, latenessMs: judging.latenessMs }
    for (const happening of this.happenings(event, passed, judging, name)) {
      const values = this.groupOf(happening)
      const hit = values && this.hitOf(happening)
      if (!hit) continue
      const key = storeKey(event, values)
      if (!this.isTemporal) {
        // An event that meets several rules still is one.
        if (!happening.isTold && counted.has(key)) continue
        counted.add(key)
      }
      const put = this.putAgain(store, key, hit, happening) ?? store.insert(key, hit, reach)
      if (!put) continue
      const found = judgeWindows(store, put.slot, put.index, {
        ...reach,
        tally: () => this.tally(),
        holds: (tally, from, to) => this.holds(store, put.slot, tally, from, to),
        tell: (tally, from, to) => this.tell(store, put.slot, tally, from, to),
        grows: this.grows,
      })
      if (found) completions.set(key, { values, key, store, slot: put.slot, found })
    }
    return [...completions.values()]
  }

  /** Where a window of an inner correlation stands that was told before: one more event in it makes it no second one. */
  private putAgain(store: WindowStore, key: string, hit: Hit, { isTold }: Happening) {
    const slot = isTold ? store.find(key) : -1
    const index = slot < 0 ? -1 : store.indexOf(slot, hit, hit.rule!)
    return index < 0 ? null : { slot, index }
  }

  private *happenings(
    event: JudgedEvent,
    passed: readonly number[],
    judging: Judging,
    name: string,
  ): Iterable<Happening> {
    for (const number of passed) if (number < this.rules.length) yield this.happeningOf(event, number)
    for (const [n, { rule, detector }, own] of this.passedInner(passed)) {
      for (const { values, key, store, slot, found } of detector.complete(event, own, judging, `${name}.${n}`)) {
        const read = (field: string) => values[detector.correlation.groupBy.indexOf(field)]
        for (const { from, to } of found.ends) {
          // Of the events of one moment, the same stands for the window whatever order they came in.
          const refs = Array.from({ length: to - from }, (_, at) => store.ref(slot, from + at))
          const ref = refs.reduce((least, each) => (each.id < least.id ? each : least))
          yield {
            id: toldId([n, key, ref.id]),
            time: ref.time,
            rule: this.correlation.rules.indexOf(rule),
            read,
            isTold: true,
          }
        }
      }
    }
  }

  /** The inner correlations that an event concerns, with the numbers of their own gates. */
  private *passedInner(passed: readonly number[]): Iterable<[number, CorrelatedCorrelation, number[]]> {
    let first = this.rules.length
    for (const [n, inner] of this.inner.entries()) {
      const last = first + inner.detector.gates.length
      const own = passed.filter(number => number >= first && number < last).map(number => number - first)
      if (own.length) yield [n, inner, own]
      first = last
    }
  }

  private happeningOf(event: JudgedEvent, number: number): Happening {
    const { rule, read } = this.rules[number]!
    return {
      id: event.activity.id,
      time: event.time,
      rule: this.correlation.rules.indexOf(rule),
      read: field => read(event, field),
      isTold: false,
    }
  }

  /** The values that make its group; null when any is missing. */
  private groupOf(happening: Happening): string[] | null {
    const values: string[] = []
    for (const name of this.correlation.groupBy) {
      const value = valueText(this.read(happening, name))
      if (value === null) return null
      values.push(value)
    }
    return values
  }

  /** A field by its name or alias. */
  private read({ rule, read }: Happening, name: string): unknown {
    return read(this.correlation.aliases.get(name)?.get(this.correlation.rules[rule]!) ?? name)
  }

  /** What is remembered of it; null when it lacks what is counted. */
  private hitOf(happening: Happening): Hit | null {
    const { type, fields } = this.correlation
    const { id, time, rule } = happening
    if (type === 'value_count') {
      const texts = fields.map(field => valueText(this.read(happening, field)))
      if (texts.includes(null)) return null
      return { id, time, rule, digest: digest(texts.length === 1 ? texts[0]! : JSON.stringify(texts)) }
    }
    if (!isOfNumbers(type)) return { id, time, rule }
    const numbers = fields.map(field => valueNumber(this.read(happening, field))).filter(number => number !== null)
    return numbers.length ? { id, time, rule, number: numbers.reduce((sum, number) => sum + number, 0) } : null
  }

  private get isTemporal(): boolean {
    return this.correlation.type === 'temporal' || this.correlation.type === 'temporal_ordered'
  }

  private get shape(): Shape {
    const { type } = this.correlation
    return { rule: true, value: type === 'value_count' || isOfNumbers(type) }
  }

  private tally(): RuleTally {
    const { type, rules } = this.correlation
    if (type === 'value_count') return new DistinctTally(rules.length)
    if (type === 'value_sum' || type === 'value_avg') return new SumTally(rules.length)
    return type === 'value_percentile' ? new RankTally(rules.length, this.bounds) : new RuleTally(rules.length)
  }

  private holds(store: WindowStore, slot: number, tally: RuleTally, from: number, to: number): boolean {
    if (this.correlation.type === 'value_percentile') return (tally as RankTally).holdsAt(this.rankIn(to - from))
    // Without enough rules no order of them needs a look.
    if (this.isTemporal && tally.seen < this.wanted) return false
    const value = this.measure(store, slot, tally, from, to)
    return this.bounds.every(([operator, bound]) => meets(operator, value, bound))
  }

  private tell(store: WindowStore, slot: number, tally: RuleTally, from: number, to: number): Told {
    return { value: this.measure(store, slot, tally, from, to), counts: [...tally.counts] }
  }

  /** The number that is compared. */
  private measure(store: WindowStore, slot: number, tally: RuleTally, from: number, to: number): number {
    const { type, rules } = this.correlation
    switch (type) {
      case 'event_count':
        return to - from
      case 'value_count':
        return (tally as DistinctTally).distinct
      case 'value_sum':
        return (tally as SumTally).sum
      case 'value_avg':
        return (tally as SumTally).sum / (to - from)
      case 'temporal':
        return tally.seen
      case 'temporal_ordered':
        return orderedRules(store, slot, from, to, rules.length)
      case 'value_percentile': {
        const numbers = new Float64Array(to - from)
        for (let n = 0; n < numbers.length; n++) numbers[n] = store.numberAt(store.address(slot, from + n))
        return numbers.sort()[this.rankIn(numbers.length) - 1]!
      }
    }
  }

  /** The nearest rank, from 1. */
  private rankIn(count: number): number {
    return Math.max(1, Math.ceil(((this.correlation.percentile ?? 50) / 100) * count))
  }

  private match(event: JudgedEvent, { values, store, slot, found }: Completion, memory: Judging['memory']): Match {
    const group = values.length ? ` (${values.join(', ')})` : ''
    const title = `${this.title}${group}: ${this.counted(store, slot, found.best)}`
    return {
      key: values.length ? groupKey(values) : (personKey(event.activity) ?? ''),
      severity: this.severity,
      title: () => title,
      cited: cite(event, this.activitiesOf(memory, STORE, store, slot, found)),
      explanation: this.explanation(store, slot, found.best, values, true),
    }
  }

  /** The activities behind the hits of a run: of an inner correlation those of its window, as far as they are remembered. */
  private *activitiesOf(
    memory: Judging['memory'],
    name: string,
    store: WindowStore,
    slot: number,
    run: { from: number; to: number },
  ): Iterable<ActivityRef> {
    for (const ref of hitsOf(store, slot, run)) {
      const told = toldOf(ref.id)
      if (!told) {
        yield ref
        continue
      }
      const [n, key] = told
      const { detector } = this.inner[n]!
      const within = `${name}.${n}`
      const inner = WindowStore.known(memory, within, detector.shape)
      const place = inner?.find(key) ?? -1
      if (!inner || place < 0) continue
      const from = inner.lowerBound(place, ref.time - detector.correlation.timespanMs)
      yield* detector.activitiesOf(memory, within, inner, place, { from, to: inner.upperBound(place, ref.time) })
    }
  }

  /** Such as `12 events within 40 seconds`. */
  private counted(store: WindowStore, slot: number, { from, to }: { from: number; to: number }): string {
    const events = to - from === 1 ? '1 event' : `${to - from} events`
    return to - from > 1 ? `${events} within ${duration(this.spanOf(store, slot, from, to))}` : events
  }

  private spanOf(store: WindowStore, slot: number, from: number, to: number): number {
    return store.time(slot, to - 1) - store.time(slot, from)
  }

  private explanation(
    store: WindowStore,
    slot: number,
    { from, to, told }: { from: number; to: number; told: Told },
    values: readonly string[],
    matched: boolean,
  ): ExplanationData {
    const { type, rules, groupBy, timespanMs, aliases, condition } = this.correlation
    const { value } = told
    const span = to > from ? this.spanOf(store, slot, from, to) / 1000 : 0
    const name = COUNTED[type]
    const wanted = this.isTemporal ? `${this.wanted} of ${rules.length}` : conditionText(condition)
    const rounded = Number.isInteger(value) ? value : Number(value.toFixed(3))
    return {
      matched,
      summary: `${this.counted(store, slot, { from, to })}${values.length ? ` for ${values.join(', ')}` : ''}; ${name}: ${rounded}, ${matched ? 'which meets' : 'which does not meet'} ${wanted} within ${duration(timespanMs)}.`,
      conditions: [
        ...this.bounds.map(([operator, bound]) => ({
          field: type,
          operator,
          expected: bound,
          actual: value,
          matched: meets(operator, value, bound),
        })),
        ...groupBy.map((field, n) => ({
          field,
          operator: 'groups',
          expected: aliases.has(field) ? Object.fromEntries(aliases.get(field)!) : field,
          actual: values[n],
          matched: true,
        })),
      ],
      measures: [
        { name, value, unit: null, baseline: null, threshold: this.bounds[0]?.[1] ?? null },
        { name: 'span', value: span, unit: 's', baseline: null, threshold: timespanMs / 1000 },
        ...rules.map((rule, n) => ({
          name: `events of ${rule}`,
          value: told.counts[n]!,
          unit: null,
          baseline: null,
          threshold: null,
        })),
      ],
      suppressions: [],
    }
  }

  private passes(event: JudgedEvent, number: number): boolean {
    const { gate } = this.rules[number]!
    if (gate.connectors && !gate.connectors.includes(event.activity.connector)) return false
    return this.verdicts[number]!(viewOf(event, gate))
  }
}

function viewOf(event: JudgedEvent, { view }: Gate): unknown {
  return view === 'raw' ? event.record : event.activity
}

function isOfNumbers(type: Correlation['type']): boolean {
  return type === 'value_sum' || type === 'value_avg' || type === 'value_percentile'
}

/** Id of a window of an inner correlation: which one, its group, and the event that it ends with. */
type InnerWindow = [inner: number, key: string, id: string]

function toldId(told: InnerWindow): string {
  return `\0${JSON.stringify(told)}`
}

function toldOf(id: string): InnerWindow | null {
  return id.startsWith('\0') ? (JSON.parse(id.slice(1)) as InnerWindow) : null
}

/** Values that differ in case alone are one. */
function groupKey(values: readonly string[]): string {
  return (values.length === 1 ? values[0]! : values.length ? JSON.stringify(values) : '').toLowerCase()
}

/** Simulated and real events never count together. */
function storeKey({ activity }: JudgedEvent, values: readonly string[]): string {
  return `${activity.isSimulated ? 'simulated|' : ''}${groupKey(values)}`
}
