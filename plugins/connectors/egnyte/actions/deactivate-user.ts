import { defineAction, pathTo, setField, type ActionInput, type Thing } from '@casbah/sdk'

const path = ({ target }: ActionInput) => pathTo`/pubapi/v2/users/${target.externalId}`

const user: Thing = {
  vendor: 'Egnyte',
  what: 'the user',
  show: input => ({ path: path(input) }),
  change: (input, json) => ({ method: 'PATCH', path: path(input), json }),
}

export const deactivateUser = defineAction({
  name: 'deactivate-user',
  title: 'Deactivate user',
  description:
    'The user can no longer sign in. Files, links and permissions stay. Egnyte has no way to end somebody’s sessions; this is the nearest.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'Egnyte.user',
  ...setField(user, 'active', { to: false, back: true }),
})
