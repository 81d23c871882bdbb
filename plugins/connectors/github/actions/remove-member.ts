import { confirmGone, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { orgPath } from '../card.ts'

const path = ({ config, target }: ActionInput) => orgPath(config) + pathTo`/memberships/${target.externalId}`

export const removeMember = defineAction({
  name: 'remove-member',
  title: 'Remove from organisation',
  description:
    'Ends the membership, or the invitation. The person loses access to all private repositories, and their forks of them are deleted; inviting them again brings neither back.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  scope: 'admin:org',
  request: input => ({ method: 'DELETE', path: path(input) }),
  confirm: {
    request: input => ({ path: path(input) }),
    judge: confirmGone({ vendor: 'GitHub', what: 'the membership', shows: 'state' }),
  },
})
