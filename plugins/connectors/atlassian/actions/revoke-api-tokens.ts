import { defineAction, pathTo, removeListed, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const tokensPath = ({ target }: ActionInput) => pathTo`/users/${target.externalId}/manage/api-tokens`

/** A token acts with all that its owner may do, and asks for no second factor; it outlives a new password. */
export const revokeApiTokens = defineAction({
  name: 'revoke-api-tokens',
  title: 'Revoke API tokens',
  description:
    'Deletes the API tokens of a managed account, or one of them. Programs that use them stop at once; tokens cannot be brought back.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'manage:org',
  readScopes: ['manage:org'],
  input: z.object({
    token: z.string().max(100).default('').describe('ID of one token; all tokens of the account when left out.'),
  }),
  ...removeListed({
    vendor: 'Atlassian',
    what: 'the API tokens of this account',
    list: input => ({ path: tokensPath(input) }),
    rows: '',
    row: z.looseObject({ id: z.string().min(1) }),
    meant: ({ id }, { parameters: { token } }) => !token || id === token,
    remove: ({ id }, input) => ({ method: 'DELETE', path: tokensPath(input) + pathTo`/${id}` }),
  }),
})
