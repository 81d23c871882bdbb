import { at, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { orgPath } from '../card.ts'

const path = ({ config, target }: ActionInput) =>
  `${orgPath(config)}/memberships/${encodeURIComponent(target.externalId)}`

export const removeMember = defineAction({
  name: 'remove-member',
  title: 'Remove from organisation',
  description:
    'Ends the membership, or the invitation. The person loses access to all private repositories, and their forks of them are deleted; inviting them again brings neither back.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  scope: 'admin:org',
  input: z.object({}),
  request: input => ({ method: 'DELETE', path: path(input) }),
  confirm: {
    request: input => ({ path: path(input) }),
    judge: ({ status, body }) => {
      if (status === 404) return { done: true, result: 'GitHub knows no membership of this account.' }
      if (status === 200 && at(body, 'state') === undefined)
        return { done: null, result: 'GitHub’s answer does not tell of the membership.' }
      return { done: false, result: `GitHub still answers ${status} for the membership.` }
    },
  },
})
