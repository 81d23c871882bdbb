import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { takesAccess } from './file-access.ts'

export const removeFileLinks = defineAction({
  name: 'remove-file-links',
  title: 'Remove sharing links',
  description:
    'Takes away links to a file or folder. A new link is another one: those who had it lose access for good.',
  effect: 'DESTRUCTIVE',
  input: z.object({
    scope: z
      .enum(['anonymous', 'organization', 'all'])
      .default('anonymous')
      .describe('Which links: for anyone, for everybody in the organisation, or all.'),
  }),
  // A link has one of three scopes; `anonymous` opens for whoever has it.
  ...takesAccess(({ link }, { parameters: { scope } }) => !!link && (scope === 'all' || link.scope === scope)),
})
