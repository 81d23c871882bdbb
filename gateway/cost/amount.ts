import type { Data } from '../executor/data.ts'

/** Points: a number where the operation's text alone decides, a function where its variables have a say. */
export type Amount = number | ((variables: Data) => number)

/** A point count never becomes more, so that it stays a number that JSON and Int can carry. */
export const MOST = 2_000_000_000

export function evaluate(amount: Amount, variables: Data): number {
  return Math.min(typeof amount === 'number' ? amount : amount(variables), MOST)
}

export function sum(amounts: Amount[]): Amount {
  let fixed = 0
  const varying: ((variables: Data) => number)[] = []
  for (const each of amounts) {
    if (typeof each === 'number') fixed += each
    else varying.push(each)
  }
  if (!varying.length) return fixed
  return variables => varying.reduce((total, each) => total + each(variables), fixed)
}

export function product(one: Amount, other: Amount): Amount {
  if (typeof one === 'number' && typeof other === 'number') return one * other
  if (one === 0 || other === 0) return 0
  return variables => evaluate(one, variables) * evaluate(other, variables)
}

export function greatest(amounts: Amount[]): Amount {
  const fixed = amounts.filter(each => typeof each === 'number')
  const most = fixed.length ? Math.max(...fixed) : 0
  const varying = amounts.filter(each => typeof each !== 'number')
  if (!varying.length) return most
  return variables => varying.reduce((found, each) => Math.max(found, each(variables)), most)
}
