import { confirmListed, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const grantsOf = ({ target }: ActionInput) => pathTo`/api/v1/users/${target.account?.externalId}/grants`

export const revokeApp = defineAction({
  name: 'revoke-app',
  title: 'Revoke consent',
  description: 'Takes back one right that the user gave to an application. The user can give it again.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'okta.users.manage',
  input: z.object({}),
  request: input => ({ method: 'DELETE', path: `${grantsOf(input)}${pathTo`/${input.target.externalId}`}` }),
  answers: [404],
  confirm: {
    request: input => ({ path: grantsOf(input), query: { limit: 200 } }),
    judge: confirmListed({
      vendor: 'Okta',
      what: 'the consents of the user',
      list: '',
      id: 'id',
      value: ({ target }) => target.externalId,
      is: false,
    }),
  },
})
