import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { orgPath } from '../card.ts'
import { firstPage, goneFrom } from './gone-from.ts'
import { grantPath } from './grant-path.ts'

export const revokeSsoCredential = defineAction({
  name: 'revoke-sso-credential',
  title: 'Revoke single sign-on credential',
  description:
    'Shuts the organisation to one token or SSH key that its owner had authorized for single sign-on. It works elsewhere as before; its owner can authorize it again.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'admin:org',
  input: z.object({}),
  request: input => ({ method: 'DELETE', path: grantPath('credential-authorizations', input) }),
  answers: [404],
  confirm: {
    request: ({ config, target }) => ({
      path: `${orgPath(config)}/credential-authorizations`,
      query: { login: target.account?.externalId, ...firstPage },
    }),
    judge: goneFrom(
      'the authorized credentials',
      ({ target }) => target.externalId.split('/')[1] ?? '',
      'credential_id',
    ),
  },
})
