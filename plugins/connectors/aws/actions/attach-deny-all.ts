import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { iam } from '../requests.ts'
import { listOf } from '../xml.ts'
import { userName } from '../principal-name.ts'

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll'

const policy = (input: ActionInput) => ({ UserName: userName(input), PolicyArn: DENY_ALL })

const isAttached =
  (wanted: boolean) =>
  ({ status, body }: { status: number; body: unknown }): Confirmation => {
    const listed = at(body, 'ListAttachedUserPoliciesResponse.ListAttachedUserPoliciesResult')
    if (listed === undefined)
      return status === 200
        ? { done: null, result: 'AWS’s answer does not list the policies of this user.' }
        : { done: false, result: `AWS answers ${status} for the policies of this user.` }
    const found = listOf(at(listed, 'AttachedPolicies')).some(attached => at(attached, 'PolicyArn') === DENY_ALL)
    return { done: found === wanted, result: `AWSDenyAll is ${found ? '' : 'not '}attached to the user.` }
  }

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
    judge: isAttached(true),
  },
  undo: { request: input => iam('DetachUserPolicy', policy(input)), judge: isAttached(false) },
})
