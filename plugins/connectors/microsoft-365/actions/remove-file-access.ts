import { defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { addressesOf, listPermissions, noneLeft, permissionsIn, removals, type Permission } from './permissions.ts'

/** Links are for others too: they have an action of their own. */
const meant = (permissions: Permission[], { parameters }: ActionInput) => {
  const who = String(parameters.who).toLowerCase()
  return permissions.filter(one => !one.link && addressesOf(one).some(name => name === who || name.endsWith(`|${who}`)))
}

export const removeFileAccess = defineAction({
  name: 'remove-file-access',
  title: 'Remove access to a file',
  description: 'Takes access to a file or folder from one person or group. Access by a link stays: remove links too.',
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER'],
  effect: 'DISRUPTIVE',
  scope: 'Files.ReadWrite.All',
  input: z.object({ who: z.string().min(1).describe('E-mail address or object ID of a person or group.') }),
  lookup: listPermissions,
  request: input => removals(input, meant(permissionsIn(input.found?.body), input)),
  answers: [404],
  confirm: { request: listPermissions, judge: noneLeft(meant) },
})
