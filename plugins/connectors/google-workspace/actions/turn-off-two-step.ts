import { confirmField, defineAction } from '@casbah/sdk'
import { user, userPath } from '../directory.ts'
import { TOKENS, USERS } from '../scopes.ts'

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
  request: input => ({ method: 'POST', path: `${userPath(input)}/twoStepVerification/turnOff` }),
  confirm: {
    request: input => user.show(input, 'isEnrolledIn2Sv'),
    judge: confirmField({ vendor: 'Google', what: 'the user', field: 'isEnrolledIn2Sv', is: false }),
  },
})
