import { defineAction, pathTo } from '@casbah/sdk'
import { orgPath } from '../card.ts'
import { firstPage, goneFrom } from './gone-from.ts'

export const removeOutsideCollaborator = defineAction({
  name: 'remove-outside-collaborator',
  title: 'Remove outside collaborator',
  description:
    'Takes somebody from outside out of all repositories of the organisation; their forks of private ones are deleted. Each repository has to invite them anew.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  scope: 'admin:org',
  request: ({ config, target }) => ({
    method: 'DELETE',
    path: orgPath(config) + pathTo`/outside_collaborators/${target.externalId}`,
  }),
  confirm: {
    request: ({ config }) => ({ path: `${orgPath(config)}/outside_collaborators`, query: firstPage }),
    judge: goneFrom('the outside collaborators', ({ target }) => target.externalId, 'login'),
  },
})
