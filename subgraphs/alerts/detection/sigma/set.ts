import { createHash } from 'node:crypto'
import type { Severity } from '@casbah/kit'
import type { Correlation } from './correlation.ts'
import type { SigmaCorrelation } from './correlation-document.ts'
import { sigmaDefinition } from './definition.ts'
import { covers, withFilters, type SigmaFilter } from './filter.ts'
import { parseSigma, type SigmaDocument } from './parse.ts'
import { SigmaRefusal } from './refusal.ts'
import type { SigmaRule } from './rule.ts'

/** A policy as far as the set needs to know it. */
export interface SigmaPolicy {
  id: string
  severity: Severity
  enabled: boolean
  definition: unknown
}

/** A correlation with what it rests on. */
export interface ResolvedCorrelation {
  document: SigmaCorrelation
  /** With `rules`, `aliases` and `inner` by the names of `bases`. */
  correlation: Correlation
  /** Plain rules that it, or a correlation within it, is about; filters are applied. */
  bases: readonly { name: string; rule: SigmaRule }[]
}

/** What a policy detects by. */
export interface SigmaParts {
  /** Rules that raise, with filters applied. */
  rules: readonly SigmaRule[]
  correlations: readonly ResolvedCorrelation[]
  /** Rules and correlations that do not raise by themselves: a correlation tells of them. */
  silent: readonly (SigmaRule | SigmaCorrelation)[]
}

/** A document that may be referred to, in its policy. */
interface Place {
  policy: SigmaPolicy
  document: SigmaDocument
  /** Tells it from all others, whatever set it is in: which document it is, of which definition. */
  key: string
}

/** Names given out for one correlation, and references followed. */
interface Naming {
  taken: Set<string>
  references: number
}

/** Texts that are kept parsed, whatever tenants they are of, and how many characters of them. */
const KEPT = 20_000
const KEPT_CHARACTERS = 64_000_000
const parsed = new Map<string, SigmaDocument[] | SigmaRefusal>()
let parsedCharacters = 0

/** Plain rules that one correlation may rest on, with those within it; and how deep correlations may lie within one another. */
const MOST_BASES = 200
const DEEPEST = 8
/** References that one correlation is followed through: what lies within may be meant many times over. */
const MOST_REFERENCES = 1_000

/** The Sigma policies among a tenant's policies, as a set. */
export function sigmaSetOf(policies: readonly (SigmaPolicy & { kind: string })[]): SigmaSet {
  return new SigmaSet(policies.filter(({ kind }) => kind === 'SIGMA'))
}

/** A tenant's Sigma policies, resolved together: correlations and filters name rules of other policies. */
export class SigmaSet {
  private readonly places = new Map<string, Place[]>()
  private readonly referable = new Map<string, Place[]>()
  private readonly refusals = new Map<string, SigmaRefusal>()
  private readonly filters = new Map<Place, { filter: SigmaFilter; key: string }[]>()
  private readonly resolved = new Map<Place, ResolvedCorrelation>()
  private readonly silent = new Set<Place>()

  constructor(policies: readonly SigmaPolicy[]) {
    for (const policy of policies) this.attempt(policy, () => this.read(policy))
    for (const policy of policies)
      for (const place of this.usable(policy))
        if (place.document.kind === 'correlation') this.attempt(policy, () => void this.resolve(place))
    for (const policy of policies) if (policy.enabled) this.attempt(policy, () => this.filter(policy))
    // Only now are the filters known.
    this.resolved.clear()
    for (const policy of policies)
      for (const place of this.usable(policy))
        if (policy.enabled && place.document.kind === 'correlation') this.hush(place, new Set())
  }

  /** Why a policy cannot be used; null when it can. */
  refusalOf(policy: string): SigmaRefusal | null {
    return this.refusals.get(policy) ?? null
  }

  /** What a policy detects by; throws a SigmaRefusal when it cannot. */
  partsOf(policy: string): SigmaParts {
    const refusal = this.refusals.get(policy)
    if (refusal) throw refusal
    const rules: SigmaRule[] = []
    const correlations: ResolvedCorrelation[] = []
    const silent: (SigmaRule | SigmaCorrelation)[] = []
    for (const place of this.places.get(policy) ?? []) {
      const { document } = place
      if (document.kind === 'filter') continue
      if (this.silent.has(place)) silent.push(document)
      else if (document.kind === 'rule') rules.push(this.filtered(place))
      else correlations.push(this.resolve(place))
    }
    return { rules, correlations, silent }
  }

  /** What the parts of a policy follow from besides its own definition: equal texts mean equal parts. */
  dependenciesOf(policy: string): string {
    const refusal = this.refusals.get(policy)
    if (refusal) return JSON.stringify([refusal.line, refusal.message])
    return digestOf((this.places.get(policy) ?? []).map(place => [this.silent.has(place), ...this.restsOn(place)]))
  }

  private read(policy: SigmaPolicy): void {
    const digest = digestOf(policy.definition)
    const places = parsedOnce(policy.definition).map((document, at) => ({ policy, document, key: `${at}:${digest}` }))
    this.places.set(policy.id, places)
    for (const place of places)
      for (const name of new Set([place.document.id, place.document.name])) {
        if (name === null) continue
        const known = this.referable.get(name)
        if (known) known.push(place)
        else this.referable.set(name, [place])
      }
  }

  /** Keeps why a policy cannot be used; the others go on. */
  private attempt(policy: SigmaPolicy, work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof SigmaRefusal)) throw error
      if (!this.refusals.has(policy.id)) this.refusals.set(policy.id, error)
    }
  }

  private usable({ id }: SigmaPolicy): readonly Place[] {
    return this.refusals.has(id) ? [] : (this.places.get(id) ?? [])
  }

  /** What a name means: of the own policy rather than of another. */
  private find(name: string, from: Place): Place {
    const { kind, title, line } = from.document
    const all = (this.referable.get(name) ?? []).filter(place => place.document.kind !== 'filter')
    const own = all.filter(({ policy }) => policy === from.policy)
    const meant = own.length ? own : all
    if (meant.length === 1) return meant[0]!
    throw new SigmaRefusal(
      line,
      meant.length
        ? `The rule ${name} that the ${kind} “${title}” refers to is there ${meant.length} times. Refer to it by an id or name of its own.`
        : `The rule ${name} that the ${kind} “${title}” refers to is in no policy that can be read. Add a policy with it, or correct the reference: rules go by their id or name.`,
    )
  }

  private filter(policy: SigmaPolicy): void {
    const applied: [Place, { filter: SigmaFilter; key: string }][] = []
    for (const place of this.usable(policy)) {
      const { document: filter, key } = place
      if (filter.kind !== 'filter') continue
      if (filter.rules === 'any')
        for (const rule of [...this.places.values()].flat())
          if (rule.document.kind === 'rule' && covers(filter.logSource, rule.document.source))
            applied.push([rule, { filter, key }])
      for (const name of filter.rules === 'any' ? [] : filter.rules) {
        const rule = this.find(name, place)
        const { document } = rule
        if (document.kind !== 'rule')
          throw new SigmaRefusal(
            filter.line,
            `The filter “${filter.title}” names the correlation ${name}. Filters are for plain rules: name those that it is about.`,
          )
        if (!covers(filter.logSource, document.source))
          throw new SigmaRefusal(
            filter.line,
            `The filter “${filter.title}” is for another log source than the rule ${name}, which is for ${document.source.product}/${document.source.service}. Write a filter for that.`,
          )
        applied.push([rule, { filter, key }])
      }
    }
    for (const [rule, filter] of applied) this.filters.set(rule, [...(this.filters.get(rule) ?? []), filter])
  }

  private filtered(place: Place): SigmaRule {
    return withFilters(
      place.document as SigmaRule,
      (this.filters.get(place) ?? []).map(({ filter }) => filter),
    )
  }

  private resolve(place: Place): ResolvedCorrelation {
    const known = this.resolved.get(place)
    if (known) return known
    const bases = new Map<Place, string>()
    const correlation = this.named(place, [], bases, { taken: new Set(), references: 0 })
    const made = {
      document: place.document as SigmaCorrelation,
      correlation,
      bases: [...bases].map(([base, name]) => ({ name, rule: this.filtered(base) })),
    }
    this.resolved.set(place, made)
    return made
  }

  /** A correlation with names that are its own throughout, and its plain rules by these names put into `bases`. */
  private named(place: Place, within: readonly Place[], bases: Map<Place, string>, naming: Naming): Correlation {
    const { correlation, title, line } = place.document as SigmaCorrelation
    if (within.includes(place) || within.length >= DEEPEST) {
      const way = [...within, place].map(each => each.document.title).join(' → ')
      const reason = within.includes(place) ? 'lead back to themselves' : `lie deeper than ${DEEPEST} in one another`
      throw new SigmaRefusal(within[0]!.document.line, `Correlations ${reason}: ${way}. Break the chain.`)
    }
    const inner = new Map<string, Correlation>()
    const names = new Map<Place, string>()
    for (const reference of correlation.rules) {
      const target = this.find(reference, place)
      if (names.has(target))
        throw new SigmaRefusal(
          line,
          `The correlation “${title}” names the rule ${reference} twice, by id and by name. Name it once.`,
        )
      const name = bases.get(target) ?? freeName(target.document.name ?? reference, naming.taken)
      names.set(target, name)
      if (target.document.kind === 'rule') bases.set(target, name)
      else inner.set(name, this.named(target, [...within, place], bases, naming))
      if (bases.size > MOST_BASES || ++naming.references > MOST_REFERENCES)
        throw new SigmaRefusal(
          line,
          `The correlation “${title}” rests on more than ${MOST_BASES} rules, or on some too often. Make several of it.`,
        )
    }
    const aliases = new Map<string, Map<string, string>>()
    for (const [alias, fields] of correlation.aliases) {
      const byName = new Map<string, string>()
      for (const [reference, field] of fields) {
        const name = names.get(this.find(reference, place))
        if (!name)
          throw new SigmaRefusal(
            line,
            `The alias ${alias} of the correlation “${title}” names ${reference}, which is none of its rules. Correct it.`,
          )
        byName.set(name, field)
      }
      aliases.set(alias, byName)
    }
    return { ...correlation, rules: [...names.values()], aliases, inner }
  }

  /** What a correlation that raises speaks for raises no longer by itself; so on within. */
  private hush(place: Place, seen: Set<Place>): void {
    const { correlation } = place.document as SigmaCorrelation
    if (seen.has(place)) return
    seen.add(place)
    for (const reference of correlation.rules) {
      const target = this.find(reference, place)
      if (!correlation.generate) this.silent.add(target)
      if (target.document.kind === 'correlation') this.hush(target, seen)
    }
  }

  private restsOn(place: Place): unknown[] {
    if (place.document.kind === 'rule') return (this.filters.get(place) ?? []).map(({ key }) => key)
    if (place.document.kind === 'filter') return []
    return place.document.correlation.rules.map(reference => {
      const target = this.find(reference, place)
      return [target.key, ...this.restsOn(target)]
    })
  }
}

function digestOf(data: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(data) ?? '')
    .digest('base64')
}

/** A name that no other of the same correlation has. */
function freeName(name: string, taken: Set<string>): string {
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name}#${number}`
  taken.add(free)
  return free
}

function parsedOnce(definition: unknown): SigmaDocument[] {
  const key = JSON.stringify(definition) ?? ''
  const known = parsed.get(key)
  const found = known ?? outcomeOf(definition)
  parsed.delete(key)
  parsed.set(key, found)
  if (!known) parsedCharacters += key.length
  while (parsed.size > KEPT || (parsedCharacters > KEPT_CHARACTERS && parsed.size > 1)) {
    const [oldest] = parsed.keys()
    parsed.delete(oldest!)
    parsedCharacters -= oldest!.length
  }
  if (found instanceof SigmaRefusal) throw found
  return found
}

function outcomeOf(definition: unknown): SigmaDocument[] | SigmaRefusal {
  const result = sigmaDefinition.safeParse(definition)
  if (!result.success) return new SigmaRefusal(1, 'The definition is no {sigma: "YAML"}. Correct it.')
  try {
    return parseSigma(result.data.sigma, new Map(Object.entries(result.data.placeholders ?? {})))
  } catch (error) {
    if (error instanceof SigmaRefusal) return error
    throw error
  }
}
