import { confirmListed, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { rowsWith, table, term } from '../table.ts'

type Joined = 'role' | 'group'

/** What takes a user out of a role or group, each of which is a record that joins two others. */
export function leaving(name: 'sys_user_has_role' | 'sys_user_grmember', joined: Joined, described: string) {
  const fields = `sys_id,user,${joined},user.user_name,${joined}.name${joined === 'role' ? ',inherited' : ''}`
  const ask = ({ target, parameters }: ActionInput): HttpRequest =>
    table(name, fields, `user.user_name=${term(target.externalId)}^${joined}.name=${term(parameters[joined])}`)
  const direct = ({ found, target, parameters }: ActionInput) => {
    const all = rowsWith(found?.body, 'user.user_name', target.externalId).filter(
      row => row[`${joined}.name`] === parameters[joined],
    )
    const own = all.filter(({ inherited }) => inherited !== 'true')
    if (all.length > 0 && own.length === 0)
      throw new Error('The user has this role by a group or another role alone. Take the user out of that.')
    return own
  }
  const listed = (is: boolean) =>
    confirmListed({
      vendor: 'ServiceNow',
      what: `the user’s records of this ${joined}`,
      list: 'result',
      id: 'user.user_name',
      value: ({ target }) => target.externalId,
      is,
    })
  return {
    target: 'ACCOUNT' as const,
    scope: `delete ${name}`,
    readScopes: [`read ${name}`],
    input: z.object({ [joined]: z.string().min(1).describe(described) }),
    lookup: ask,
    request: (input: ActionInput): HttpRequest[] =>
      direct(input).map(({ sys_id }) => ({ method: 'DELETE', path: pathTo`/v2/table/${name}/${sys_id}` })),
    answers: [404],
    confirm: { request: ask, judge: listed(false) },
    remember: (input: ActionInput) => direct(input).map(row => ({ user: row.user, [joined]: row[joined] })),
    undo: {
      request: ({ remembered }: ActionInput): HttpRequest[] =>
        (Array.isArray(remembered) ? remembered : []).map(json => ({
          method: 'POST',
          path: `/v2/table/${name}`,
          json: json as unknown,
        })),
      judge: listed(true),
    },
  }
}
