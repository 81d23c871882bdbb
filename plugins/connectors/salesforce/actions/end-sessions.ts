import { confirmNone, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { query, quoted } from '../soql.ts'
import { foundIn } from './records.ts'

/** Parents first, since their children end with them. One action sends a hundred requests at most. */
const ofUser = ({ target }: ActionInput) =>
  query(`SELECT Id FROM AuthSession WHERE UsersId = ${quoted(target.externalId)} ORDER BY ParentId, Id LIMIT 100`)

export const endSessions = defineAction({
  name: 'end-sessions',
  title: 'End sessions',
  description:
    'Ends the user’s open sessions, a hundred at a time. Connected apps sign in again with their tokens, unless these are revoked.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'Manage Users',
  input: z.object({}),
  lookup: ofUser,
  request: input =>
    foundIn(input, 'Id').map(id => ({ method: 'DELETE' as const, path: `/sobjects/AuthSession/${id}` })),
  // Ended with its parent, or by the user himself.
  answers: [404],
  confirm: {
    request: ofUser,
    judge: confirmNone({ vendor: 'Salesforce', what: 'the user’s open sessions', list: 'records' }),
  },
})
