import type { NumberCondition } from '../sigma/correlation.ts'

type Operator = keyof NumberCondition

const WORDS: Record<Operator, string> = {
  gt: 'over',
  gte: 'at least',
  lt: 'under',
  lte: 'at most',
  eq: 'exactly',
  neq: 'other than',
}

export type Bound = [operator: Operator, bound: number]

/** The bounds that are given. */
export function boundsOf(condition: NumberCondition): Bound[] {
  return (Object.entries(condition) as [Operator, number | undefined][]).filter(
    (entry): entry is Bound => entry[1] !== undefined,
  )
}

export function meets(operator: Operator, value: number, bound: number): boolean {
  switch (operator) {
    case 'gt':
      return value > bound
    case 'gte':
      return value >= bound
    case 'lt':
      return value < bound
    case 'lte':
      return value <= bound
    case 'eq':
      return value === bound
    case 'neq':
      return value !== bound
  }
}

/** As words, such as `at least 10 and under 20`. */
export function conditionText(condition: NumberCondition): string {
  return boundsOf(condition)
    .map(([operator, bound]) => `${WORDS[operator]} ${bound}`)
    .join(' and ')
}
