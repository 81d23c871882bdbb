import { SigmaRefusal } from './refusal.ts'

/** Whether a condition holds, given whether each named selection does. */
export type Condition = (holds: (selection: string) => boolean) => boolean

/** Parses `selection and not 1 of filter_*` and the like; `not` binds before `and`, `and` before `or`. */
export function parseCondition(text: string, names: string[], line: number): Condition {
  const tokens = text.match(/\(|\)|[^\s()]+/g) ?? []
  let at = 0
  const refuse = (reason: string): never => {
    throw new SigmaRefusal(line, `The condition "${text}" cannot be used: ${reason}`)
  }
  const word = () => tokens[at]?.toLowerCase()
  if (text.includes('|')) refuse('aggregations after | are not supported. Use a policy of kind ACTIVITY to count.')

  function or(): Condition {
    const parts = [and()]
    while (word() === 'or') {
      at++
      parts.push(and())
    }
    return parts.length === 1 ? parts[0]! : holds => parts.some(part => part(holds))
  }
  function and(): Condition {
    const parts = [not()]
    while (word() === 'and') {
      at++
      parts.push(not())
    }
    return parts.length === 1 ? parts[0]! : holds => parts.every(part => part(holds))
  }
  function not(): Condition {
    if (word() !== 'not') return term()
    at++
    const part = not()
    return holds => !part(holds)
  }
  function term(): Condition {
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
    if (!names.includes(token)) refuse(`there is no selection ${token}.`)
    return holds => holds(token)
  }
  function quantified(quantity: string, pattern: string): Condition {
    if (quantity !== '1' && quantity !== 'any' && quantity !== 'all')
      refuse(`"${quantity} of" is not supported; use 1 of or all of.`)
    const meant = names.filter(name => (pattern === 'them' ? !name.startsWith('_') : likeName(pattern, name)))
    if (!meant.length) refuse(`no selection is called like ${pattern}.`)
    return quantity === 'all' ? holds => meant.every(holds) : holds => meant.some(holds)
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
