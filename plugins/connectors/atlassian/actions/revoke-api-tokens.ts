import { confirmListed, confirmNone, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const tokens = z.array(z.looseObject({ id: z.string().min(1) }))
const vendor = 'Atlassian'
const what = 'the API tokens of this account'

const list = ({ target }: ActionInput): HttpRequest => ({ path: pathTo`/users/${target.externalId}/manage/api-tokens` })
const wanted = ({ parameters }: ActionInput) => String(parameters.token ?? '')
const gone = confirmListed({ vendor, what, list: '', id: 'id', value: wanted, is: false })

/** Those to revoke. Throws where Atlassian did not list them: that there are none would then be a guess. */
function meant(input: ActionInput): string[] {
  const parsed = tokens.safeParse(input.found?.body)
  if (!parsed.success) throw new Error('Atlassian did not list the API tokens of this account, so none can be revoked.')
  const ids = parsed.data.map(({ id }) => id)
  // An action sends a hundred requests at most.
  return wanted(input) === '' ? ids.slice(0, 100) : ids.filter(id => id === wanted(input))
}

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
  lookup: list,
  request: input =>
    meant(input).map(id => ({
      method: 'DELETE',
      path: pathTo`/users/${input.target.externalId}/manage/api-tokens/${id}`,
    })),
  // A token that is gone by itself meanwhile.
  answers: [404],
  confirm: {
    request: list,
    judge: (answer, input) =>
      input && wanted(input) !== '' ? gone(answer, input) : confirmNone({ vendor, what, list: '' })(answer, input),
  },
})
