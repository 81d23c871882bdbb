import { at, confirmNone, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { searchFor } from '../lists.ts'

const found = z.array(z.looseObject({ directoryId: z.string().min(1) })).catch([])

const searchGroup = ({ config, parameters }: ActionInput, part: object = {}): HttpRequest =>
  searchFor(config, 'groups', { groupIds: [String(parameters.group)], ...part })

/** Atlassian describes no request that adds a member again, so it is not taken back from here. */
export const removeFromGroup = defineAction({
  name: 'remove-from-group',
  title: 'Remove from group',
  description:
    'Takes a user out of one group, and so the apps, roles and permissions that only this group gives. Groups that are kept in step with an identity provider are changed there.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'write:group:admin',
  readScopes: ['read:directories:admin'],
  input: z.object({ group: z.string().min(1).max(100).describe('ID of the group.') }),
  lookup: input => searchGroup(input),
  request: ({ config, target, parameters, ...input }) => {
    const [group] = found.parse(at(input.found?.body, 'data'))
    if (!group) throw new Error('Atlassian shows no group with this ID. List the groups again and take it from there.')
    return {
      method: 'DELETE',
      path: pathTo`/admin/v2/orgs/${config.organisation}/directories/${group.directoryId}/groups/${parameters.group}/memberships/${target.externalId}`,
    }
  },
  answers: [404],
  confirm: {
    request: input => searchGroup(input, { accountIds: [input.target.externalId] }),
    judge: confirmNone({ vendor: 'Atlassian', what: 'the groups of that ID that the user is in', list: 'data' }),
  },
})
