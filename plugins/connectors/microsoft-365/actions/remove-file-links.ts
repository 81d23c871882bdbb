import { defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { listPermissions, noneLeft, permissionsIn, removals, type Permission } from './permissions.ts'

/** A link has one of three scopes; `anonymous` opens for whoever has it. */
const meant = (permissions: Permission[], { parameters: { scope } }: ActionInput) =>
  permissions.filter(({ link }) => link && (scope === 'all' || link.scope === scope))

export const removeFileLinks = defineAction({
  name: 'remove-file-links',
  title: 'Remove sharing links',
  description:
    'Takes away links to a file or folder. A new link is another one: those who had it lose access for good.',
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER'],
  effect: 'DESTRUCTIVE',
  scope: 'Files.ReadWrite.All',
  input: z.object({
    scope: z
      .enum(['anonymous', 'organization', 'all'])
      .default('anonymous')
      .describe('Which links: for anyone, for everybody in the organisation, or all.'),
  }),
  lookup: listPermissions,
  request: input => removals(input, meant(permissionsIn(input.found?.body), input)),
  answers: [404],
  confirm: { request: listPermissions, judge: noneLeft(meant) },
})
