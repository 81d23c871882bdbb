import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { addressesOf } from '../permission.ts'
import { takesAccess } from './file-access.ts'

export const removeFileAccess = defineAction({
  name: 'remove-file-access',
  title: 'Remove access to a file',
  description: 'Takes access to a file or folder from one person or group. Access by a link stays: remove links too.',
  effect: 'DISRUPTIVE',
  input: z.object({ who: z.string().min(1).describe('E-mail address or object ID of a person or group.') }),
  // Links are for others too: they have an action of their own.
  ...takesAccess((permission, { parameters }) => {
    const who = String(parameters.who).toLowerCase()
    return !permission.link && addressesOf(permission).some(name => name === who || name.endsWith(`|${who}`))
  }),
})
