import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { MANAGE_FILES } from '../scopes.ts'
import { isListed, kept, listPermissions, NOT_LISTED, othersIn, removal, restored } from './permissions.ts'

export const makeFilePrivate = defineAction({
  name: 'make-file-private',
  title: 'Make file private',
  description: 'Takes access from everybody but the owner: people, groups, domains and links.',
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER'],
  effect: 'REVERSIBLE',
  scope: MANAGE_FILES,
  input: z.object({}),
  lookup: listPermissions,
  request: input => othersIn(input.found?.body).map(permission => removal(input, permission)),
  answers: [404],
  confirm: {
    request: listPermissions,
    judge: ({ status, body }) => {
      if (!isListed({ status, body })) return NOT_LISTED
      const left = othersIn(body).length
      return { done: status === 200 && left === 0, result: `${left} others than the owner have access.` }
    },
  },
  remember: input => kept(othersIn(input.found?.body)),
  undo: {
    request: restored,
    judge: ({ status, body }, input) => {
      if (!isListed({ status, body })) return NOT_LISTED
      const wanted = Array.isArray(input?.remembered) ? input.remembered.length : 0
      const there = othersIn(body).length
      return { done: status === 200 && there >= wanted, result: `${there} others than the owner have access again.` }
    },
  },
})
