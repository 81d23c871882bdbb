import { defineAction, removeListed } from '@casbah/sdk'
import { z } from 'zod'
import { asAdministrator, asMember, byAdministrator, call } from '../requests.ts'
import { pathOf } from './path-of.ts'

const link = z.looseObject({
  url: z.string(),
  team_member_info: z.looseObject({ member_id: z.string().nullish() }).nullish(),
})

export const revokeLink = defineAction({
  name: 'revoke-link',
  title: 'Revoke shared links',
  description:
    'Ends all links that lead directly to a file or folder. A link to a folder above it still opens it, and who was invited stays in.',
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER'],
  effect: 'DESTRUCTIVE',
  containment: 40,
  scope: 'sharing.write',
  readScopes: ['sharing.read'],
  ...removeListed({
    vendor: 'Dropbox',
    what: 'the links to this',
    rows: 'links',
    row: link,
    more: 'has_more',
    list: input =>
      byAdministrator(input.config, '/sharing/list_shared_links', { path: pathOf(input), direct_only: true }),
    // Whoever made it can revoke it, also where the administrator may not.
    remove: ({ url, team_member_info: maker }, { config }) =>
      call(
        '/sharing/revoke_shared_link',
        { url },
        maker?.member_id ? asMember(maker.member_id) : asAdministrator(config),
      ),
  }),
})
