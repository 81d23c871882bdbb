import { at } from '@casbah/sdk'
import { z } from 'zod'

/** Columns of a row that should not be there: its name, the time that makes it so, and whose account it is. */
interface Columns {
  name: string
  time: string
  account?: string
}

/** Reads a row of a query that asks for what should not be; throws where a column is missing. */
export function unwanted(row: unknown, said: string, { name, time, account }: Columns) {
  const text = (column: string) => z.string().parse(at(row, column))
  const called = z.string().nullable().parse(at(row, name)) ?? 'without a name'
  const detail = `${said} ${text(time).slice(0, 10)}`
  return { name: called, passed: false, detail, ...(account && { account: text(account) }) }
}
