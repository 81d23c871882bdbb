import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { jsonIn } from '../request-parts.ts'
import { armError } from './errors.ts'

type Row = Record<string, unknown>

const MOST = 1_000
const text = `'[^']*'`
/** What is understood of the query language: comparisons of a column or of a property, one a step. */
const WHERE = new RegExp(
  `^where (?:tostring\\()?([\\w.]+)\\)? (=~|==|in~|has_any) (true|false|${text}|\\(${text}(?:, ?${text})*\\))$`,
)

/** Answers a query of Resource Graph over its tables, in the subscriptions that were named. */
export function askGraph(
  request: VendorRequest,
  tables: Record<string, () => Row[]>,
  seen: string[],
  pageRows = MOST,
): VendorAnswer {
  const asked = jsonIn(request.body) as {
    subscriptions?: string[]
    query?: string
    options?: { $top?: number; $skipToken?: string; resultFormat?: string }
  } | null
  const steps = asked?.query?.split('|').map(step => step.trim()) ?? []
  const [table = '', ...rest] = steps
  const isOrdered = rest.at(-1) === 'order by id asc'
  const tests = (isOrdered ? rest.slice(0, -1) : rest).map(testOf)
  const rows = tables[table.toLowerCase()]
  if (!rows || tests.some(test => !test) || asked?.options?.resultFormat !== 'objectArray')
    return armError(400, 'BadRequest', 'Please provide below info when asking for support: query is not valid.')
  // Subscriptions that the app does not see are left out without a word.
  const within = asked.subscriptions?.filter(one => seen.includes(one)) ?? seen
  if (within.length === 0)
    return armError(
      400,
      'NoValidSubscriptionsInQueryRequest',
      'There must be at least one subscription that is eligible to contain resources.',
    )
  const found = rows()
    .filter(row => within.includes(String(row.subscriptionId)) && tests.every(test => test?.(row)))
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))
  const token = asked.options.$skipToken
  const from = token === undefined ? 0 : openCursor<number>(token)
  if (from === undefined) return armError(400, 'BadRequest', 'The skip token is not valid.')
  const end = from + Math.min(asked.options.$top ?? 100, MOST, pageRows)
  const data = found.slice(from, end)
  const more = end < found.length
  return {
    status: 200,
    body: {
      totalRecords: found.length,
      count: data.length,
      resultTruncated: more ? 'true' : 'false',
      ...(more && { $skipToken: sealCursor(end) }),
      data,
      facets: [],
    },
  }
}

function testOf(step: string): ((row: Row) => boolean) | null {
  const [, path = '', operator, given = ''] = WHERE.exec(step) ?? []
  if (!operator) return null
  const wanted = [...given.matchAll(/'([^']*)'/g)].map(([, one = '']) => one.toLowerCase())
  return row => {
    const value = path.split('.').reduce<unknown>((here, part) => (here as Row | undefined)?.[part], row)
    if (operator === '==') return String(value) === given
    const said = String(value ?? '').toLowerCase()
    return operator === 'has_any' ? wanted.some(one => said.includes(one)) : wanted.includes(said)
  }
}
