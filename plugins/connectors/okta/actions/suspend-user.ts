import { confirmField, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const path = ({ target }: ActionInput) => pathTo`/api/v1/users/${target.externalId}`
const statusIs = (is: string) => confirmField({ vendor: 'Okta', what: 'the user', field: 'status', is })

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
