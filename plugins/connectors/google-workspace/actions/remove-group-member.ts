import { confirmRemoved, defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'
import { DIRECTORY } from '../directory.ts'
import { GROUPS, MANAGE_MEMBERS } from '../scopes.ts'

const text = z.string().nullish()

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
    path: DIRECTORY + pathTo`/groups/${parameters.group}/members/${target.externalId}`,
  }),
  answers: [404],
  confirm: {
    request: ({ target }) => ({ path: `${DIRECTORY}/groups`, query: { userKey: target.externalId, maxResults: 200 } }),
    judge: confirmRemoved({
      vendor: 'Google',
      what: 'the groups of this user',
      rows: 'groups?',
      kind: ['kind', 'admin#directory#groups'],
      // Of somebody in over 200 groups the first page tells only what is still there.
      more: 'nextPageToken',
      row: z.looseObject({ id: text, email: text }),
      meant: ({ id, email }, { parameters: { group } }) =>
        [id, email].some(name => name?.toLowerCase() === String(group).toLowerCase()),
    }),
  },
})
