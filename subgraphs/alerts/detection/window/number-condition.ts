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

/** The bounds that are given. */
export function boundsOf(condition: NumberCondition): [operator: Operator, bound: number][] {
  return (Object.entries(condition) as [Operator, number | undefined][]).filter(
    (entry): entry is [Operator, number] => entry[1] !== undefined,
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

/** Whether a number meets every bound. */
export function holds(condition: NumberCondition, value: number): boolean {
  return boundsOf(condition).every(([operator, bound]) => meets(operator, value, bound))
}

/** As words, such as `at least 10 and under 20`. */
export function conditionText(condition: NumberCondition): string {
  return boundsOf(condition)
    .map(([operator, bound]) => `${WORDS[operator]} ${bound}`)
    .join(' and ')
}
