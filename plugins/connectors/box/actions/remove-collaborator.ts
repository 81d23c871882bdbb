import { defineAction, pathTo, removeListed, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { asAdmin, itemPath } from '../item.ts'

const collaboration = z.looseObject({
  id: z.string().min(1),
  invite_email: z.string().nullish(),
  accessible_by: z.looseObject({ id: z.string(), login: z.string().nullish(), name: z.string().nullish() }).nullish(),
})
const who = z.string().min(1).describe('E-mail address or user ID of a person, or ID or name of a group.')

/** Box cannot be asked to give it back: a new invitation would have to be accepted. */
export const removeCollaborator = defineAction({
  name: 'remove-collaborator',
  title: 'Remove collaborator',
  description:
    'Takes a person or group out of a file or folder. Access that comes with a folder above, or by a link, stays.',
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER'],
  effect: 'DESTRUCTIVE',
  scope: 'root_readwrite',
  input: z.object({ who }),
  ...removeListed<z.infer<typeof collaboration>>({
    vendor: 'Box',
    what: 'the collaborations of this item',
    list: ({ config, target }: ActionInput) => ({
      path: `${itemPath(target.kind, target.externalId)}/collaborations`,
      query: { limit: 1000 },
      headers: asAdmin(config),
    }),
    rows: 'entries',
    more: 'next_marker',
    row: collaboration,
    meant: ({ invite_email, accessible_by: whom }, { parameters }) =>
      [invite_email, whom?.id, whom?.login, whom?.name].some(
        name => name?.toLowerCase() === String(parameters.who).toLowerCase(),
      ),
    remove: ({ id }, { config }) => ({
      method: 'DELETE',
      path: pathTo`/collaborations/${id}`,
      headers: asAdmin(config),
    }),
  }),
})
