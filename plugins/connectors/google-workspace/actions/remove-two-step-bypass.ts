import { confirmRemoved, defineAction, removals } from '@casbah/sdk'
import { z } from 'zod'
import { userPath } from '../directory.ts'
import { TOKENS } from '../scopes.ts'

/** Both let somebody in without the second step: a code that was copied, a password that an old mail program keeps. */
export const removeTwoStepBypass = defineAction({
  name: 'remove-two-step-bypass',
  title: 'Remove ways around 2-step verification',
  description:
    'Invalidates the user\u2019s backup codes and deletes passwords of single apps. The second step itself stays.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: TOKENS,
  readScopes: [TOKENS],
  ...removals({
    vendor: 'Google',
    what: 'the passwords of single apps',
    list: input => ({ path: `${userPath(input)}/asps` }),
    rows: 'items?',
    row: z.looseObject({ codeId: z.number() }),
    first: input => [{ method: 'POST', path: `${userPath(input)}/verificationCodes/invalidate` }],
    remove: ({ codeId }, input) => ({ method: 'DELETE', path: `${userPath(input)}/asps/${codeId}` }),
  }),
  confirm: {
    // How many there are, never what they are.
    request: input => ({ path: `${userPath(input)}/verificationCodes`, query: { fields: 'kind,items(userId)' } }),
    judge: confirmRemoved({
      vendor: 'Google',
      what: 'the backup codes of this user',
      rows: 'items?',
      kind: ['kind', 'admin#directory#verificationCodesList'],
      row: z.unknown(),
    }),
  },
})
