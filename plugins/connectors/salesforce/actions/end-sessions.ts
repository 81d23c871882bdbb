import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { noneOf, removeFound, rowsOf } from './records.ts'

/** Parents first, since their children end with them. */
const ofUser = rowsOf('Id', 'AuthSession', 'UsersId', 'ORDER BY ParentId, Id LIMIT 100')

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
  request: removeFound('AuthSession'),
  // Ended with its parent, or by the user himself.
  answers: [404],
  confirm: { request: ofUser, judge: noneOf('the user’s open sessions') },
})
