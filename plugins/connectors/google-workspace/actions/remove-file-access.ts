import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { takesAccess } from './file-access.ts'

const who = z
  .string()
  .min(1)
  .describe('E-mail address of a person or group, a domain, or "anyone" for links and the public.')

export const removeFileAccess = defineAction({
  name: 'remove-file-access',
  title: 'Remove access to a file',
  description: 'Takes access from one person, group or domain, or from everybody who has the link.',
  input: z.object({ who }),
  ...takesAccess(({ type, emailAddress, domain }, { parameters }) => {
    const meant = String(parameters.who).toLowerCase()
    return meant === 'anyone' ? type === 'anyone' : [emailAddress, domain].some(name => name?.toLowerCase() === meant)
  }),
})
