import { at } from '@casbah/sdk'

/** One statement of a policy, as far as it is read. */
export type Statement = Record<string, unknown>

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

/** The statements of a policy, given as an object or as IAM gives it, in JSON and encoded as part of an address; null when it is none. */
export function statementsOf(policy: unknown): Statement[] | null {
  const statements = at(typeof policy === 'string' ? parsed(policy) : policy, 'Statement')
  if (statements === undefined) return null
  const list = listed(statements)
  return list.every(one => typeof one === 'object' && one !== null) ? (list as Statement[]) : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(text))
  } catch {
    return undefined
  }
}

/** Whether one of the texts of a field that may hold one or several is this one. */
export const has = (field: unknown, text: string): boolean => listed(field).includes(text)

/** Whether it lets anybody in, without a condition that would narrow that. */
export function letsAnyoneIn(statement: Statement): boolean {
  const { Effect, Principal, Condition } = statement
  const isAnyone = Principal === '*' || has(at(Principal, 'AWS'), '*')
  return Effect === 'Allow' && isAnyone && Condition === undefined
}

/** Whether it allows every action on everything. */
export const allowsAll = ({ Effect, Action, Resource }: Statement): boolean =>
  Effect === 'Allow' && has(Action, '*') && has(Resource, '*')

/** Whether it refuses everybody's requests to S3 that come without TLS. */
export const deniesPlainHttp = ({ Effect, Principal, Action, Condition }: Statement): boolean =>
  Effect === 'Deny' &&
  (Principal === '*' || has(at(Principal, 'AWS'), '*')) &&
  (has(Action, '*') || has(Action, 's3:*')) &&
  String(at(at(Condition, 'Bool'), 'aws:SecureTransport')) === 'false'
