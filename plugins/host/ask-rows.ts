import { BrokenRow } from './broken-row.ts'
import { HostError } from './host-error.ts'
import type { RowAnswer, Runner } from './messages.ts'

/** What the connector makes of rows that the host has; broken ones are refused without asking. In their order. */
export async function askRows(runner: Runner, stream: string, items: unknown[]): Promise<RowAnswer[]> {
  const sent = items.filter(item => !(item instanceof BrokenRow))
  const { rows } = sent.length > 0 ? await runner.ask('normaliseRows', { stream, rows: sent }) : { rows: [] }
  if (rows.length !== sent.length)
    throw new HostError('BAD_ANSWER', `The connector read ${rows.length} rows of ${sent.length}.`)
  let next = 0
  return items.map(item => (item instanceof BrokenRow ? { rejected: item.reason } : rows[next++]!))
}
