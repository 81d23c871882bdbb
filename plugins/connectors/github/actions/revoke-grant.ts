import { defineAction, pathTo, type Action, type ActionInput, type HttpRequest, type Query } from '@casbah/sdk'
import { z } from 'zod'
import { orgPath } from '../card.ts'
import { firstPage, goneFrom } from './gone-from.ts'

/** How one kind of grant is ended; the id of a grant begins with its kind, and with another's nothing is sent. */
interface Ending extends Pick<Action, 'name' | 'title' | 'description' | 'scope'> {
  kind: string
  request: Omit<HttpRequest, 'path'>
  /** Name of its number in GitHub's list, and what the list is asked with. */
  id: string
  query?: (input: ActionInput) => Query
}

const numberOf = ({ target }: ActionInput) => target.externalId.split('/')[1] ?? ''

const revoke = ({ kind, request, id, query, ...words }: Ending) =>
  defineAction({
    ...words,
    target: 'GRANT',
    effect: 'DISRUPTIVE',
    input: z.object({}),
    request: input => {
      const [found] = input.target.externalId.split('/')
      if (found !== kind)
        throw new Error(`The target must be one of ${kind}; this one is of ${found}, which has an action of its own.`)
      return { ...request, path: orgPath(input.config) + pathTo`/${kind}/${numberOf(input)}` }
    },
    answers: [404],
    confirm: {
      request: input => ({ path: `${orgPath(input.config)}/${kind}`, query: { ...query?.(input), ...firstPage } }),
      judge: goneFrom(`the list of ${kind}`, numberOf, id),
    },
  })

export const revokeSsoCredential = revoke({
  name: 'revoke-sso-credential',
  title: 'Revoke single sign-on credential',
  description:
    'Shuts the organisation to one token or SSH key that its owner had authorized for single sign-on. It works elsewhere as before; its owner can authorize it again.',
  scope: 'admin:org',
  kind: 'credential-authorizations',
  request: { method: 'DELETE' },
  id: 'credential_id',
  query: ({ target }) => ({ login: target.account?.externalId }),
})

export const revokeFineGrainedToken = revoke({
  name: 'revoke-fine-grained-token',
  title: 'Revoke fine-grained token',
  description:
    'Ends the access that one fine-grained token of a member has to the organisation. Its owner has to make and request a new one.',
  scope: 'personal_access_tokens:write',
  kind: 'personal-access-tokens',
  request: { method: 'POST', json: { action: 'revoke' } },
  id: 'id',
})
