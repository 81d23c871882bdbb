import { at, defineListing, type AccountDraft } from '@casbah/sdk'
import { z } from 'zod'
import { query } from './soql.ts'

/** How an answer to a query goes on: by an address that ends after a while, and the host then begins anew. */
export const batches = { rows: 'records', page: { style: 'nextUrl', field: 'nextRecordsUrl' } } as const
export const SETUP = 'View Setup and Configuration'

const id = z.string().min(1)

/** What is so of all users whom a query names by one column. */
export function these(name: string, soql: string, scope: string, draft: Partial<AccountDraft>) {
  const field = soql.slice(0, soql.indexOf(' '))
  return defineListing<object>({
    name,
    row: z.looseObject({ [field]: id }),
    request: () => query(`SELECT ${soql}`),
    ...batches,
    scopes: [scope],
    toAccount: row => ({ ...draft, externalId: String(at(row, field)) }),
  })
}

/** Groups, by rows of one member each; members that are groups themselves are left out. */
export function members(name: string, columns: [id: string, label: string, member: string], where: string) {
  const [group, label, member] = columns
  return defineListing<object>({
    name,
    row: z.looseObject({ [group]: id, [member]: id }),
    request: () => query(`SELECT Id, ${columns.join(', ')} FROM ${where} ORDER BY Id`),
    ...batches,
    scopes: [SETUP],
    toGroup: row => ({
      externalId: String(at(row, group)),
      name: String(at(row, label) ?? at(row, group)),
      members: [String(at(row, member))].filter(one => one.startsWith('005')),
    }),
  })
}
