import type { Plan } from '../answers.ts'

export function actionsFile(): string {
  return `import type { Action } from '@casbah/sdk'
import { suspendUser } from './suspend-user.ts'

export const actions: Action[] = [suspendUser]
`
}

export function actionFile({ name }: Plan): string {
  return `import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'

const path = ({ target }: ActionInput) => '/users/' + encodeURIComponent(target.externalId)

const stateIs =
  (wanted: string) =>
  (answer: { status: number; body: unknown }): Confirmation => {
    const state = at(answer.body, 'state')
    return {
      done: answer.status === 200 && state === wanted,
      result: '${name} shows the user as ' + String(state) + '.',
    }
  }

export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Suspend user',
  description: 'Keeps the user from signing in. What belongs to the user stays as it is.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'users.manage',
  input: z.object({}),
  request: input => ({ method: 'POST', path: path(input) + '/suspend' }),
  confirm: { request: input => ({ path: path(input) }), judge: stateIs('suspended') },
  undo: { request: input => ({ method: 'POST', path: path(input) + '/resume' }), judge: stateIs('active') },
})
`
}
