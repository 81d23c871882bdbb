import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { TOKENS, USERS } from '../scopes.ts'
import { flagIs, show, userPath } from './user.ts'

/** For a second step that is in wrong hands. The password alone is then enough until the user sets up another: require a new one too. */
export const turnOffTwoStep = defineAction({
  name: 'turn-off-two-step',
  title: 'Turn off 2-step verification',
  description:
    'Removes the user\u2019s second step with its phones, keys and backup codes, so that it must be set up anew where it is enforced.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: TOKENS,
  readScopes: [USERS],
  input: z.object({}),
  request: input => ({ method: 'POST', path: `${userPath(input)}/twoStepVerification/turnOff` }),
  confirm: { request: show, judge: flagIs('isEnrolledIn2Sv', false) },
})
