import { confirmField, defineAction, pathTo, type ActionInput } from '@casbah/sdk'

const path = ({ target }: ActionInput) => pathTo`/users/${target.externalId}`
const shows = (is: string) => confirmField({ vendor: 'Smartsheet', what: 'the user', field: 'status', is })

export const deactivateUser = defineAction({
  name: 'deactivate-user',
  title: 'Deactivate user',
  description:
    'The user can no longer use Smartsheet in any way; sheets and shares stay. Smartsheet refuses it for users whom an identity provider manages and for addresses outside the plan’s domains, and gives somebody back for 30 days only.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'ADMIN_USERS',
  request: input => ({ method: 'POST', path: `${path(input)}/deactivate` }),
  confirm: { request: input => ({ path: path(input) }), judge: shows('DEACTIVATED') },
  undo: { request: input => ({ method: 'POST', path: `${path(input)}/reactivate` }), judge: shows('ACTIVE') },
})
