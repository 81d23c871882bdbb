import type { Path } from './path.ts'
import type { Hint, Predicate } from './predicate.ts'

/** Something without which a predicate cannot hold: a field that has one of some texts, or that is there at all. */
export interface Witness {
  path: Path
  /** Null: any value. */
  hints: readonly Hint[] | null
}

/** Substrings shorter than this are in too many texts to tell anything. */
const SHORTEST = 3

/** Witnesses of which an event must show at least one for the predicate to hold; null when there are none such. */
export function witnessesOf(predicate: Predicate): Witness[] | null {
  switch (predicate.is) {
    case 'keyword':
    case 'not':
      return null
    case 'field': {
      if (predicate.absent) return null
      if (predicate.paths.some(path => path.steps.some(step => step.pick === 'none'))) return null
      const hints = predicate.hints?.every(telling) ? predicate.hints : null
      return predicate.paths.map(path => ({ path, hints }))
    }
    case 'all': {
      let best: Witness[] | null = null
      for (const part of predicate.of) {
        const found = witnessesOf(part)
        if (found && (!best || costOf(found) < costOf(best))) best = found
      }
      return best
    }
    case 'any': {
      const all: Witness[] = []
      for (const part of predicate.of) {
        const found = witnessesOf(part)
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

/** How often a set of witnesses lets an event pass, by rule of thumb; lower is better. */
function costOf(witnesses: Witness[]): number {
  return witnesses.reduce((sum, { path, hints }) => {
    // A named thing says more than a flag or a switch of few values.
    const rare = path.steps.length > 0 && /name|action|type|operation|method/i.test(path.name) ? 0.5 : 1
    if (!hints) return sum + 1_000
    if (SWITCH.test(path.name)) return sum + 500
    return sum + hints.reduce((part, hint) => part + (hint.is === 'equals' ? 1 : 20 / hint.text.length + 2), 0) * rare
  }, 0)
}
