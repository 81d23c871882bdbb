import { at, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { iam } from '../requests.ts'
import { listOf } from '../xml.ts'
import { userName } from './user-name.ts'

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll'

const policy = (input: ActionInput) => ({ UserName: userName(input), PolicyArn: DENY_ALL })

/** An explicit denial outweighs every permission, and holds for keys and running sessions of the user at once. */
export const attachDenyAll = defineAction({
  name: 'attach-deny-all',
  title: 'Deny everything to a user',
  description:
    'Attaches the managed policy AWSDenyAll to an IAM user: console, access keys and sessions stay, but nothing is allowed any more.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'iam:AttachUserPolicy',
  input: z.object({}),
  request: input => iam('AttachUserPolicy', policy(input)),
  confirm: {
    request: input => iam('ListAttachedUserPolicies', { UserName: userName(input) }),
    judge: ({ body }) => {
      const result = 'ListAttachedUserPoliciesResponse.ListAttachedUserPoliciesResult.AttachedPolicies'
      const done = listOf(at(body, result)).some(attached => at(attached, 'PolicyArn') === DENY_ALL)
      return { done, result: `AWSDenyAll is ${done ? '' : 'not '}attached to the user.` }
    },
  },
  undo: { request: input => iam('DetachUserPolicy', policy(input)) },
})
