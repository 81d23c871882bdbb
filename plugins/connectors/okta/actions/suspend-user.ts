import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'

const path = ({ target }: ActionInput) => `/api/v1/users/${encodeURIComponent(target.externalId)}`

const statusIs =
  (wanted: string) =>
  (answer: { status: number; body: unknown }): Confirmation => {
    const status = at(answer.body, 'status')
    if (answer.status !== 200) return { done: false, result: `Okta answers ${answer.status} for the user.` }
    if (typeof status !== 'string') return { done: null, result: 'Okta’s answer does not tell the status of the user.' }
    return { done: status === wanted, result: `Okta shows the user as ${status}.` }
  }

/** Only active users can be suspended; Okta answers 400 for any other. */
export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Suspend user',
  description: 'Keeps the user from signing in. Groups, applications and factors stay as they are.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'okta.users.manage',
  input: z.object({}),
  request: input => ({ method: 'POST', path: `${path(input)}/lifecycle/suspend` }),
  confirm: { request: input => ({ path: path(input) }), judge: statusIs('SUSPENDED') },
  undo: {
    request: input => ({ method: 'POST', path: `${path(input)}/lifecycle/unsuspend` }),
    judge: statusIs('ACTIVE'),
  },
})
