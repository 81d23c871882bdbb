import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { orgPath } from '../card.ts'
import { firstPage, goneFrom } from './gone-from.ts'
import { grantPath } from './grant-path.ts'

export const revokeFineGrainedToken = defineAction({
  name: 'revoke-fine-grained-token',
  title: 'Revoke fine-grained token',
  description:
    'Ends the access that one fine-grained token of a member has to the organisation. Its owner has to make and request a new one.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'personal_access_tokens:write',
  input: z.object({}),
  request: input => ({ method: 'POST', path: grantPath('personal-access-tokens', input), json: { action: 'revoke' } }),
  answers: [404],
  confirm: {
    request: ({ config }) => ({ path: `${orgPath(config)}/personal-access-tokens`, query: firstPage }),
    judge: goneFrom('the fine-grained tokens', ({ target }) => target.externalId.split('/')[1] ?? ''),
  },
})
