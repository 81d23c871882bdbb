import { confirmField, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { rowsWith, table, term } from '../table.ts'

/** What is done to a user is done to the record of that user, which has a key of its own. */
export const ofUser = ({ target }: ActionInput): HttpRequest =>
  table('sys_user', 'sys_id,user_name,active,locked_out', `user_name=${term(target.externalId)}`)

/** The user's record. Throws where it is not the only one that was found: nobody else is to be hit. */
export function foundUser({ found, target }: ActionInput): Record<string, string> {
  const [user, other] = rowsWith(found?.body, 'user_name', target.externalId)
  if (!user?.sys_id || other)
    throw new Error(
      `ServiceNow does not show one user ${target.externalId}. See whether Casbah’s user may read sys_user.`,
    )
  return user
}

export const patchUser =
  (field: 'active' | 'locked_out', value: boolean) =>
  (input: ActionInput): HttpRequest => ({
    method: 'PATCH',
    path: pathTo`/v2/table/sys_user/${foundUser(input).sys_id}`,
    json: { [field]: String(value) },
  })

/** What changes one field of the record, shows it, and takes it back. */
export const settingOf = (field: 'active' | 'locked_out', value: boolean) => ({
  target: 'ACCOUNT' as const,
  scope: 'write sys_user',
  readScopes: ['read sys_user'],
  lookup: ofUser,
  request: patchUser(field, value),
  // ServiceNow answers with the whole record.
  secrets: ['result.user_password'],
  confirm: { request: ofUser, judge: isSo(field, value) },
  undo: { request: patchUser(field, !value), judge: isSo(field, !value) },
})

function isSo(field: string, value: boolean) {
  const judge = confirmField({ vendor: 'ServiceNow', what: 'the user', field, is: String(value) })
  return ({ status, body }: { status: number; body: unknown }, input?: ActionInput) =>
    judge({ status, body: input && rowsWith(body, 'user_name', input.target.externalId)[0] })
}
