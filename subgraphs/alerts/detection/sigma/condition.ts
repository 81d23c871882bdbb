import type { Predicate } from '../predicate/predicate.ts'
import { SigmaRefusal } from './refusal.ts'

/** Parses `selection and not 1 of filter_*` and the like; `not` binds before `and`, `and` before `or`. */
export function parseCondition(text: string, selections: ReadonlyMap<string, Predicate>, line: number): Predicate {
  const names = [...selections.keys()]
  const tokens = text.match(/\(|\)|[^\s()]+/g) ?? []
  let at = 0
  const refuse = (reason: string): never => {
    throw new SigmaRefusal(line, `The condition "${text}" cannot be used: ${reason}`)
  }
  const word = () => tokens[at]?.toLowerCase()
  if (text.includes('|')) refuse('aggregations after | are not supported. Use a policy of kind ACTIVITY to count.')

  function or(): Predicate {
    const parts = [and()]
    while (word() === 'or') {
      at++
      parts.push(and())
    }
    return parts.length === 1 ? parts[0]! : { is: 'any', of: parts }
  }
  function and(): Predicate {
    const parts = [not()]
    while (word() === 'and') {
      at++
      parts.push(not())
    }
    return parts.length === 1 ? parts[0]! : { is: 'all', of: parts }
  }
  function not(): Predicate {
    if (word() !== 'not') return term()
    at++
    return { is: 'not', of: not() }
  }
  function term(): Predicate {
    const token = tokens[at++] ?? refuse('it ends too early.')
    if (token === '(') {
      const inner = or()
      if (tokens[at++] !== ')') refuse('a closing bracket is missing.')
      return inner
    }
    if (word() === 'of') {
      at++
      return quantified(token.toLowerCase(), tokens[at++] ?? refuse('after "of" a name is missing.'))
    }
    return selections.get(token) ?? refuse(`there is no selection ${token}.`)
  }
  function quantified(quantity: string, pattern: string): Predicate {
    if (quantity !== '1' && quantity !== 'any' && quantity !== 'all')
      refuse(`"${quantity} of" is not supported; use 1 of or all of.`)
    const meant = names.filter(name => (pattern === 'them' ? !name.startsWith('_') : likeName(pattern, name)))
    if (!meant.length) refuse(`no selection is called like ${pattern}.`)
    return { is: quantity === 'all' ? 'all' : 'any', of: meant.map(name => selections.get(name)!) }
  }

  const condition = or()
  if (at < tokens.length) refuse(`"${tokens[at]}" stands where nothing may.`)
  return condition
}

function likeName(pattern: string, name: string): boolean {
  const parts = pattern.split('*')
  if (parts.length === 1) return name === pattern
  const [first, last] = [parts[0]!, parts.at(-1)!]
  return (
    parts.length === 2 && name.length >= first.length + last.length && name.startsWith(first) && name.endsWith(last)
  )
}
