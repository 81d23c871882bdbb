/** A row as it is stored: every value is a text; fields of what it refers to have a dot. */
export type ServiceNowRow = Record<string, string>

export interface EncodedQuery {
  matches(row: ServiceNowRow): boolean
  /** Fields to sort by; none leaves rows in no order. */
  order: string[]
  /** Bounds of sys_created_on, so that a long log is not looked at whole. */
  from: string
  to: string
}

interface Condition {
  field: string
  holds(row: ServiceNowRow): boolean
  from: string
  to: string
}

const LAST = '\uffff'
const FORM = /^([a-z0-9_.]+?)(>=|<=|!=|=|>|<|STARTSWITH|NOT IN|IN|LIKE|ISEMPTY|ISNOTEMPTY)(.*)$/s

const OPERATORS: Record<string, (value: string, wanted: string) => boolean> = {
  '>=': (value, wanted) => value >= wanted,
  '<=': (value, wanted) => value <= wanted,
  '!=': (value, wanted) => value !== wanted,
  '=': (value, wanted) => value === wanted,
  '>': (value, wanted) => value > wanted,
  '<': (value, wanted) => value < wanted,
  STARTSWITH: (value, wanted) => value.startsWith(wanted),
  LIKE: (value, wanted) => value.includes(wanted),
  ISEMPTY: value => value === '',
  ISNOTEMPTY: value => value !== '',
}

/**
 * Reads an encoded query: `^` is and, `^OR` binds to the condition before, `^NQ` is an or between all before and all behind. What names a field that the table
 * lacks is left out without a word, unless the instance is set to find nothing then.
 */
export function parseEncodedQuery(text: string, knows: (field: string) => boolean, strict: boolean): EncodedQuery {
  const order: string[] = []
  let isBroken = false
  const blocks = text.split('^NQ').map(block => {
    const groups: Condition[][] = []
    for (const term of block.split('^').filter(Boolean)) {
      if (term.startsWith('ORDERBY')) {
        order.push(term.slice('ORDERBY'.length))
        continue
      }
      const isOr = term.startsWith('OR')
      const condition = conditionOf(isOr ? term.slice(2) : term)
      if (!condition || !knows(condition.field)) isBroken = true
      else if (isOr && groups.length > 0) groups.at(-1)?.push(condition)
      else groups.push([condition])
    }
    return groups
  })
  const bound = (
    side: 'from' | 'to',
    pick: (a: string, b: string) => string,
    widest: (a: string, b: string) => string,
  ) =>
    blocks
      .map(groups =>
        groups.flatMap(([one, more]) => (one && !more ? [one[side]] : [])).reduce(pick, side === 'from' ? '' : LAST),
      )
      .reduce(widest)
  const greater = (a: string, b: string) => (a > b ? a : b)
  const lesser = (a: string, b: string) => (a < b ? a : b)
  return {
    matches: row =>
      !(strict && isBroken) && blocks.some(groups => groups.every(group => group.some(({ holds }) => holds(row)))),
    order: order.filter(knows),
    from: bound('from', greater, lesser),
    to: bound('to', lesser, greater),
  }
}

function conditionOf(term: string): Condition | null {
  const [, field = '', operator = '', wanted = ''] = FORM.exec(term) ?? []
  if (field === '') return null
  const isTime = field === 'sys_created_on'
  const bounds = {
    from: isTime && /^[>=]/.test(operator) ? wanted : '',
    to: isTime && /^[<=]/.test(operator) ? wanted : LAST,
  }
  const text = wanted.toLowerCase()
  const list = new Set(text.split(','))
  if (operator === 'IN') return { field, holds: row => list.has(valueOf(row, field)), ...bounds }
  if (operator === 'NOT IN') return { field, holds: row => !list.has(valueOf(row, field)), ...bounds }
  const compare = OPERATORS[operator]
  return compare ? { field, holds: row => compare(valueOf(row, field), text), ...bounds } : null
}

/** The database compares without regard to case. */
const valueOf = (row: ServiceNowRow, field: string) => (row[field] ?? '').toLowerCase()
