import { SOURCES } from '../sources.ts'
import { CONFORMANCE } from './conformance.ts'

/** The conformance table of docs/sigma.md. */
export function conformanceTable(): string {
  const rows = CONFORMANCE.map(({ what, rule, matches, misses }) =>
    row(cell(what), code(rule), code(matches), code(misses)),
  )
  return [row('what', 'rule', 'matches', 'does not match'), '|---|---|---|---|', ...rows].join('\n')
}

/** The log sources of docs/sigma.md. */
export function sourceTable(): string {
  const rows = SOURCES.map(({ product, service, connectors, aliases, ignoreCase }) =>
    row(
      code(`${product}/${service}`),
      connectors.join(', '),
      ignoreCase ? 'no' : 'yes',
      String(Object.keys(aliases).length),
    ),
  )
  return [
    row('product/service', 'connectors', 'case of field names counts', 'names of other systems'),
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`
const cell = (text: string) => text.replace(/[|*]/g, String.raw`\$&`)

/** What could end a cell or a code span is shown by other signs. */
function code(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const shown = text.replace(/\n/g, ' ⏎ ').replaceAll('|', String.raw`\|`)
  return `\`${shown.replace(/\0|\\u0000/g, '␀')}\``
}
