import { at, defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'
import { GROUPS, MANAGE_MEMBERS } from '../scopes.ts'

const groups = z.array(z.looseObject({ id: z.string().nullish(), email: z.string().nullish() })).catch([])

export const removeGroupMember = defineAction({
  name: 'remove-group-member',
  title: 'Remove from group',
  description:
    'Takes the user out of one group, and so all that the group may open. Membership through a group within it stays.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: MANAGE_MEMBERS,
  readScopes: [GROUPS],
  input: z.object({ group: z.string().min(1).describe('E-mail address or id of the group.') }),
  request: ({ target, parameters }) => ({
    method: 'DELETE',
    path: pathTo`/admin/directory/v1/groups/${parameters.group}/members/${target.externalId}`,
  }),
  answers: [404],
  confirm: {
    request: ({ target }) => ({
      path: '/admin/directory/v1/groups',
      query: { userKey: target.externalId, maxResults: 200 },
    }),
    judge: ({ status, body }, input) => {
      // An empty list is left out; what it would be a list of is not.
      if (status === 200 && at(body, 'groups') === undefined && at(body, 'kind') !== 'admin#directory#groups')
        return { done: null, result: 'Google’s answer does not list the groups of this user.' }
      const wanted = String(input?.parameters.group).toLowerCase()
      const left = groups
        .parse(at(body, 'groups'))
        .some(({ id, email }) => id === wanted || email?.toLowerCase() === wanted)
      // Of somebody in over 200 groups the first page tells only what is still there.
      const whole = status === 200 && at(body, 'nextPageToken') === undefined
      return {
        done: whole && !left,
        result: left
          ? 'Google still shows the group for this user.'
          : whole
            ? 'The user is not in the group.'
            : 'Google did not list all groups of this user.',
      }
    },
  },
})
