import { defineAction, type Action, type ActionInput, type Confirmation } from '@casbah/sdk'
import { MANAGE_FILES } from '../scopes.ts'
import { isListed, kept, listPermissions, othersIn, removal, restored, type Permission } from './permissions.ts'

const NOT_LISTED: Confirmation = { done: null, result: 'Google\u2019s answer does not list who has access.' }

/** An action that takes from a file, in its owner's name, the access that is meant, and can give the same again. */
export function takesAccess(
  about: Pick<Action, 'name' | 'title' | 'description' | 'input'>,
  isMeant: (permission: Permission, input: ActionInput) => boolean,
): Action {
  const meantIn = (body: unknown, input: ActionInput) => othersIn(body).filter(one => isMeant(one, input))
  const judge =
    (isDone: (there: number, input: ActionInput) => boolean): NonNullable<Action['confirm']>['judge'] =>
    ({ status, body }, input) => {
      if (!input || !isListed({ status, body })) return NOT_LISTED
      const there = meantIn(body, input).length
      const result = `${there} permissions that are meant are there.`
      return { done: status === 200 && isDone(there, input), result }
    }
  return defineAction({
    ...about,
    target: 'RESOURCE',
    kinds: ['FILE', 'FOLDER'],
    effect: 'REVERSIBLE',
    scope: MANAGE_FILES,
    lookup: listPermissions,
    request: input => meantIn(input.found?.body, input).map(permission => removal(input, permission)),
    answers: [404],
    confirm: { request: listPermissions, judge: judge(there => there === 0) },
    remember: input => kept(meantIn(input.found?.body, input)),
    undo: {
      request: restored,
      judge: judge((there, { remembered }) => there >= (Array.isArray(remembered) ? remembered.length : 0)),
    },
  })
}
