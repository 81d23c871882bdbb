import { at, confirmField, confirmNone, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { query, quoted } from '../soql.ts'

/** Rows that hang on the target, by the column that names it; one action sends a hundred requests at most. */
export const rowsOf =
  (columns: string, object: string, by: string, rest = 'LIMIT 100') =>
  ({ target }: ActionInput): HttpRequest =>
    query(`SELECT ${columns} FROM ${object} WHERE ${by} = ${quoted(target.externalId)} ${rest}`)

/** Texts of one column of what was looked up; none when nothing was. */
export function foundIn({ found }: ActionInput, column: string): string[] {
  const records = at(found?.body, 'records')
  return (Array.isArray(records) ? records : []).flatMap(row => {
    const value = at(row, column)
    return typeof value === 'string' && value !== '' ? [value] : []
  })
}

/** Removes each row of an object that was looked up. */
export const removeFound = (object: string) => (input: ActionInput) =>
  foundIn(input, 'Id').map(id => ({ method: 'DELETE' as const, path: pathTo`/sobjects/${object}/${id}` }))

export const showsUser = (field: string, is: boolean, words: Record<string, string>) =>
  confirmField({ vendor: 'Salesforce', what: 'the user', field: `records.0.${field}`, is, words })

export const noneOf = (what: string) => confirmNone({ vendor: 'Salesforce', what, list: 'records' })
