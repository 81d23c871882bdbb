import { at, confirmGone, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { iam } from '../requests.ts'
import { roleName } from '../principal-name.ts'

const POLICY = 'CasbahRevokedSessions'

const ofRole = (operation: string) => (input: ActionInput) =>
  iam(operation, { RoleName: roleName(input), PolicyName: POLICY })

function denial({ now }: ActionInput): string {
  if (!now) throw new Error('The time from which sessions are to hold again is not known.')
  const older = { DateLessThan: { 'aws:TokenIssueTime': now } }
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: older }],
  })
}

/** As the console does it: credentials cannot be recalled, so those from before now are denied everything. */
export const revokeRoleSessions = defineAction({
  name: 'revoke-role-sessions',
  title: 'End sessions of a role',
  description:
    'Denies everything to all credentials of a role that were given out before now. Programs and people take the role anew and go on, unless they are kept from it.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'iam:PutRolePolicy',
  readScopes: ['iam:GetRolePolicy'],
  input: z.object({}),
  request: input =>
    iam('PutRolePolicy', { RoleName: roleName(input), PolicyName: POLICY, PolicyDocument: denial(input) }),
  confirm: {
    request: ofRole('GetRolePolicy'),
    judge: ({ status, body }) => {
      const name = at(body, 'GetRolePolicyResponse.GetRolePolicyResult.PolicyName')
      if (status === 200 && name === undefined)
        return { done: null, result: 'AWS’s answer does not show the policy of the role.' }
      return { done: name === POLICY, result: `The role has ${name === POLICY ? 'the' : 'no'} policy ${POLICY}.` }
    },
  },
  undo: {
    request: ofRole('DeleteRolePolicy'),
    judge: confirmGone({
      vendor: 'AWS',
      what: `the policy ${POLICY} of the role`,
      shows: 'GetRolePolicyResponse.GetRolePolicyResult.PolicyName',
    }),
  },
})
