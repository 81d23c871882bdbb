import { at, pathTo, type Action, type ActionInput, type ConfirmJudge, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const stateIs =
  (wanted: boolean): ConfirmJudge =>
  ({ status, body }) => {
    const [row] = [at(body, 'value')].flat()
    const enabled = at(row, 'accountEnabled')
    if (status !== 200 || typeof enabled !== 'boolean')
      return {
        done: status === 200 ? null : false,
        result: `Microsoft answers ${status} and does not tell whether the app is enabled.`,
      }
    return { done: enabled === wanted, result: `Microsoft shows the app ${enabled ? 'enabled' : 'disabled'}.` }
  }

/** What disabling an app is, whether it was met as an account or as what was let in. */
export function disabling(
  idOf: (input: ActionInput) => string | undefined,
): Omit<Action, 'name' | 'title' | 'description' | 'target'> {
  const set =
    (accountEnabled: boolean) =>
    (input: ActionInput): HttpRequest => ({
      method: 'PATCH',
      path: pathTo`/servicePrincipals/${idOf(input)}`,
      json: { accountEnabled },
    })
  const show = (input: ActionInput): HttpRequest => ({
    path: '/servicePrincipals',
    query: { $filter: `id eq '${idOf(input)}'`, $select: 'id,accountEnabled' },
  })
  return {
    effect: 'REVERSIBLE',
    scope: 'Application.ReadWrite.All',
    readScopes: ['Application.Read.All'],
    input: z.object({}),
    request: set(false),
    confirm: { request: show, judge: stateIs(false) },
    undo: { request: set(true), judge: stateIs(true) },
  }
}
