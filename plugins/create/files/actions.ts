import type { Plan } from '../answers.ts'

export function actionsFile(): string {
  return `import type { Action } from '@casbah/sdk'
import { suspendUser } from './suspend-user.ts'

export const actions: Action[] = [suspendUser]
`
}

export function actionFile({ name }: Plan): string {
  return `import { confirmField, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const path = ({ target }: ActionInput) => pathTo\`/users/\${target.externalId}\`
const stateIs = (is: string) => confirmField({ vendor: '${name}', what: 'the user', field: 'state', is })

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
