import { BrokenRow } from './broken-row.ts'
import { unwrapRow } from './rows.ts'
import { blankPaths } from './redact.ts'

/**
 * The row as JSON text that PostgreSQL's `json` takes, the vendor's secrets blanked. Blanks in place: read the row
 * before. Text that came inside the item stays as it came when nothing had to be blanked.
 */
export function rawText(item: unknown, unwrap: string | undefined, secrets: readonly string[] = []): string {
  if (item instanceof BrokenRow) return JSON.stringify(item.text)
  const row = unwrapRow(item, unwrap)
  const wrapped = unwrap !== undefined && row !== item ? (item as Record<string, unknown>)[unwrap] : undefined
  const blanked = blankPaths(row, secrets)
  // What was no JSON after all is kept as a text.
  if (row === undefined) return JSON.stringify(typeof wrapped === 'string' ? wrapped.slice(0, 100_000) : null)
  return !blanked && typeof wrapped === 'string' && wrapped.isWellFormed() ? wrapped : JSON.stringify(row)
}
