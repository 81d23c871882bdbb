import type { Path } from './path.ts'
import type { Hint, Predicate } from './predicate.ts'

/** Something without which a predicate cannot hold: a field that has one of some texts, or that is there at all. */
export interface Witness {
  /** Null: anywhere among the event's texts. */
  path: Path | null
  /** Null: any value. */
  hints: readonly Hint[] | null
}

/** Substrings shorter than this are in too many texts to tell anything. */
const SHORTEST = 3

/** How many different texts are looked for in each field, by the field's name: where many are, one of them says much. */
export type Variety = ReadonlyMap<string, number>

/** Counts the texts that predicates look for, by field. */
export function varietyOf(predicates: Iterable<Predicate>): Variety {
  const texts = new Map<string, Set<string>>()
  const visit = (predicate: Predicate): void => {
    if (predicate.is === 'all' || predicate.is === 'any') predicate.of.forEach(visit)
    else if (predicate.is === 'not') visit(predicate.of)
    else if (predicate.is === 'field')
      for (const { name } of predicate.paths) {
        const known = texts.get(name) ?? new Set()
        texts.set(name, known)
        for (const { text } of predicate.hints ?? []) known.add(text)
      }
  }
  for (const predicate of predicates) visit(predicate)
  return new Map([...texts].map(([name, { size }]) => [name, size]))
}

/** Witnesses of which an event must show at least one for the predicate to hold, the rarest that there are; null when there are none. */
export function witnessesOf(predicate: Predicate, variety: Variety = new Map()): Witness[] | null {
  switch (predicate.is) {
    case 'keyword':
      return predicate.hints?.every(telling) ? [{ path: null, hints: predicate.hints }] : null
    case 'not':
      return null
    case 'field': {
      // A field that is there may be null or an empty list, which shows no witness.
      if (predicate.absent || predicate.presence !== undefined) return null
      if (predicate.paths.some(path => path.steps.some(step => step.pick === 'none'))) return null
      const hints = predicate.hints?.every(telling) ? predicate.hints : null
      return predicate.paths.map(path => ({ path, hints }))
    }
    case 'all': {
      let best: Witness[] | null = null
      for (const part of predicate.of) {
        const found = witnessesOf(part, variety)
        if (found && (!best || costOf(found, variety) < costOf(best, variety))) best = found
      }
      return best
    }
    case 'any': {
      const all: Witness[] = []
      for (const part of predicate.of) {
        const found = witnessesOf(part, variety)
        if (!found) return null
        all.push(...found)
      }
      return all
    }
  }
}

const telling = ({ is, text }: Hint) => is === 'equals' || text.length >= SHORTEST

/** Fields of the activity with so few values that most events have the wanted one. */
const SWITCH = /^(outcome|severity|isAdmin|isImpersonated)$/

/** The share of events that witnesses are expected to let pass. */
function costOf(witnesses: Witness[], variety: Variety): number {
  return witnesses.reduce((sum, { path, hints }) => {
    if (!hints || (path && SWITCH.test(path.name))) return sum + 1
    // All texts of an event are looked through at a price.
    const one = path ? 1 / (1 + (variety.get(path.name) ?? 0)) : 0.5
    // A part of a text is in more texts than the whole, and is dearer to look for.
    return (
      sum + hints.reduce((part, { is, text }) => part + (is === 'equals' ? one : 2 * one + 1 / text.length ** 2), 0)
    )
  }, 0)
}
