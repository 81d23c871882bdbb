import { defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { MANAGE_FILES } from '../scopes.ts'
import {
  isListed,
  kept,
  listPermissions,
  NOT_LISTED,
  othersIn,
  removal,
  restored,
  type Permission,
} from './permissions.ts'

/** Those that the parameter means: an address, a domain, or `anyone` for links and the public. */
function meant(body: unknown, { parameters }: ActionInput): Permission[] {
  const who = String(parameters.who).toLowerCase()
  return othersIn(body).filter(({ type, emailAddress, domain }) =>
    who === 'anyone' ? type === 'anyone' : [emailAddress, domain].some(name => name?.toLowerCase() === who),
  )
}

export const removeFileAccess = defineAction({
  name: 'remove-file-access',
  title: 'Remove access to a file',
  description: 'Takes access from one person, group or domain, or from everybody who has the link.',
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER'],
  effect: 'REVERSIBLE',
  scope: MANAGE_FILES,
  input: z.object({
    who: z
      .string()
      .min(1)
      .describe('E-mail address of a person or group, a domain, or "anyone" for links and the public.'),
  }),
  lookup: listPermissions,
  request: input => meant(input.found?.body, input).map(permission => removal(input, permission)),
  answers: [404],
  confirm: {
    request: listPermissions,
    judge: ({ status, body }, input) => {
      if (!isListed({ status, body })) return NOT_LISTED
      const left = input ? meant(body, input).length : 1
      return { done: status === 200 && left === 0, result: left ? 'The access is still there.' : 'The access is gone.' }
    },
  },
  remember: input => kept(meant(input.found?.body, input)),
  undo: {
    request: restored,
    judge: ({ status, body }, input) => {
      if (!isListed({ status, body })) return NOT_LISTED
      const there = input ? meant(body, input).length : 0
      return { done: status === 200 && there > 0, result: there ? 'The access is there again.' : 'The access is gone.' }
    },
  },
})
