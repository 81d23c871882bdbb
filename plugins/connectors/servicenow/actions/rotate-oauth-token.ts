import { confirmNone, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { rowsWith, table, term } from '../table.ts'

const partsOf = ({ target }: ActionInput) => {
  const [peer = '', ...user] = target.externalId.split(':')
  return { peer, user: user.join(':') }
}

const ofGrant = (input: ActionInput) => {
  const { peer, user } = partsOf(input)
  return table('oauth_credential', 'sys_id,peer,user', `peer=${term(peer)}^user=${term(user)}`, 100)
}

/** ServiceNow has no request that gives another token for one: those that are there are removed. */
export const rotateOauthToken = defineAction({
  name: 'rotate-oauth-token',
  title: 'Rotate OAuth tokens',
  description:
    'Removes every access and refresh token by which the program acts for the user, a hundred at a time. A program that has its own secret fetches a new one; others have to be allowed again.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'delete oauth_credential',
  input: z.object({}),
  lookup: ofGrant,
  request: input => {
    const { peer, user } = partsOf(input)
    const tokens = rowsWith(input.found?.body, 'peer', peer).filter(row => row.user === user)
    return tokens.map(({ sys_id }) => ({ method: 'DELETE', path: pathTo`/v2/table/oauth_credential/${sys_id}` }))
  },
  answers: [404],
  confirm: { request: ofGrant, judge: confirmNone({ vendor: 'ServiceNow', what: 'the tokens', list: 'result' }) },
})
