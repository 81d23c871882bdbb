import type { GraphQLFormattedError } from 'graphql'
import type { Path } from './data.ts'
import type { NullViolation } from './writing.ts'

/** Entries for nulls where none may be, unless an error that is told already explains them. */
export function nullErrors(
  violations: NullViolation[],
  told: readonly GraphQLFormattedError[],
): GraphQLFormattedError[] {
  return violations
    .filter(violation => !told.some(error => explains(error.path, violation.path)))
    .map(({ field, path }) => ({
      message: `Cannot return null for non-nullable field ${field}.`,
      path,
      extensions: { code: 'UNAVAILABLE' },
    }))
}

/** An error without a path explains all; one with a path what lies above, at or below it, in whichever item of a list. */
function explains(error: readonly (string | number)[] | undefined, nulled: Path): boolean {
  if (!error) return true
  const length = Math.min(error.length, nulled.length)
  for (let i = 0; i < length; i++) {
    if (error[i] !== nulled[i] && !(typeof error[i] === 'number' && typeof nulled[i] === 'number')) return false
  }
  return true
}
