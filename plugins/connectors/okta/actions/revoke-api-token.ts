import { confirmListed, defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'

export const revokeApiToken = defineAction({
  name: 'revoke-api-token',
  title: 'Revoke API token',
  description: 'Ends one API token of the organisation for good. The program that uses it stops at once.',
  target: 'APP',
  effect: 'DESTRUCTIVE',
  scope: 'okta.apiTokens.manage',
  readScopes: ['okta.apiTokens.read'],
  input: z.object({ token: z.string().min(1).describe('Id of the token, such as 00Tabc; never its value.') }),
  request: ({ parameters }) => ({ method: 'DELETE', path: pathTo`/api/v1/api-tokens/${parameters.token}` }),
  answers: [404],
  confirm: {
    request: () => ({ path: '/api/v1/api-tokens' }),
    judge: confirmListed({
      vendor: 'Okta',
      what: 'the API tokens',
      list: '',
      id: 'id',
      value: ({ parameters }) => String(parameters.token),
      is: false,
    }),
  },
})
