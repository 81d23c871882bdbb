import type { Path } from './path.ts'
import type { Predicate } from './predicate.ts'

/**
 * Fields for want of which a predicate can never hold, going by which paths ever occur; null when it can. Where any of several parts
 * would do, all of them must be lacking.
 */
export function missingFields(predicate: Predicate, occurs: (path: Path) => boolean): string[] | null {
  switch (predicate.is) {
    case 'keyword':
    case 'not':
      return null
    case 'field':
      return predicate.absent || predicate.paths.some(occurs) ? null : [predicate.field]
    case 'all': {
      const lacking = predicate.of.flatMap(part => missingFields(part, occurs) ?? [])
      return lacking.length ? lacking : null
    }
    case 'any': {
      const lacking: string[] = []
      for (const part of predicate.of) {
        const found = missingFields(part, occurs)
        if (!found) return null
        lacking.push(...found)
      }
      return lacking
    }
  }
}

/** Every path that a predicate looks at. */
export function pathsOf(predicate: Predicate): readonly Path[] {
  switch (predicate.is) {
    case 'keyword':
      return []
    case 'field':
      return predicate.paths
    case 'not':
      return pathsOf(predicate.of)
    case 'all':
    case 'any':
      return predicate.of.flatMap(pathsOf)
  }
}
