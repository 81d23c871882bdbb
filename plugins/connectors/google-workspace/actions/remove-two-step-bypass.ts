import { at, defineAction, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { TOKENS } from '../scopes.ts'
import { userPath } from './user.ts'

const passwords = z.array(z.looseObject({ codeId: z.number() })).catch([])
/** An action sends a hundred requests at most. */
const MOST_PASSWORDS = 99

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
  input: z.object({}),
  lookup: input => ({ path: `${userPath(input)}/asps` }),
  request: input => [
    { method: 'POST', path: `${userPath(input)}/verificationCodes/invalidate` },
    ...passwords
      .parse(at(input.found?.body, 'items'))
      .slice(0, MOST_PASSWORDS)
      .map(({ codeId }): HttpRequest => ({ method: 'DELETE', path: `${userPath(input)}/asps/${codeId}` })),
  ],
  // A password that is gone by itself meanwhile.
  answers: [404],
  confirm: {
    // How many there are, never what they are.
    request: input => ({ path: `${userPath(input)}/verificationCodes`, query: { fields: 'kind,items(userId)' } }),
    judge: ({ status, body }) => {
      // An empty list is left out; what it would be a list of is not.
      if (status === 200 && at(body, 'kind') !== 'admin#directory#verificationCodesList')
        return { done: null, result: 'Google\u2019s answer does not list backup codes.' }
      const left = z.array(z.unknown()).catch([]).parse(at(body, 'items')).length
      return { done: status === 200 && left === 0, result: `${left} backup codes are valid.` }
    },
  },
})
