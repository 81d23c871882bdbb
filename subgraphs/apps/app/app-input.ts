import { userError, type UserErrorData } from '@casbah/kit'
import type { Catalogue } from '../connector/catalogue.ts'
import type { Credentials } from '../credential/vault.ts'

/** What an operator enters of an app, not yet trusted. */
export interface EnteredApp {
  connector: string
  name: string
  config: unknown
  authKind: string
  credentials: unknown
}

/** The same, checked. */
export interface CheckedApp {
  name: string
  config: Record<string, unknown>
  credentials: Credentials
}

/** Checks all that was entered and tells every problem at once. */
export async function checkEntered(
  catalogue: Catalogue,
  entered: EnteredApp,
): Promise<{ checked: CheckedApp; errors: UserErrorData[] }> {
  const errors: UserErrorData[] = []
  const wrong = (path: string[], message: string, code: 'BAD_USER_INPUT' | 'BAD_CONFIG' = 'BAD_USER_INPUT') =>
    errors.push(userError(code, message, ['input', ...path]))
  const name = entered.name.trim()
  if (!name || name.length > 100) wrong(['name'], 'Give the app a name of 1 to 100 characters.')
  const config = objectOf(entered.config)
  const parsed = config && (await catalogue.parseConfig(entered.connector, config))
  if (!parsed) wrong(['config'], 'Give the configuration as an object.')
  else if ('problems' in parsed) for (const problem of parsed.problems) wrong(['config'], problem, 'BAD_CONFIG')
  const credentials = checkCredentials(catalogue, entered, wrong)
  return { checked: { name, config: parsed && 'config' in parsed ? parsed.config : {}, credentials }, errors }
}

function checkCredentials(
  catalogue: Catalogue,
  { connector, authKind, credentials: entered }: EnteredApp,
  wrong: (path: string[], message: string) => unknown,
): Credentials {
  const kinds = catalogue.describe(connector)?.card.auth ?? []
  const kind = kinds.find(({ name }) => name === authKind)
  const given = objectOf(entered)
  if (!kind)
    wrong(['authKind'], `There is no such auth kind. The connector has ${kinds.map(({ name }) => name).join(', ')}.`)
  else if (!given) wrong(['credentials'], 'Give the credentials as an object from field name to value.')
  else {
    const missing = kind.fields.filter(({ name, required }) => required !== false && !given[name])
    for (const { name, title } of missing) wrong(['credentials', name], `${title} is missing.`)
    for (const [name, value] of Object.entries(given)) {
      if (!kind.fields.some(field => field.name === name))
        wrong(['credentials', name], `"${name}" is no field of ${kind.title}.`)
      else if (typeof value !== 'string') wrong(['credentials', name], `"${name}" must be text.`)
    }
  }
  return (given ?? {}) as Credentials
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}
