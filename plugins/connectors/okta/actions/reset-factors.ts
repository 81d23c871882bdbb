import { confirmNone, defineAction } from '@casbah/sdk'
import { lifecycle, pathOf } from './user.ts'

/** Factors that were reset must be enrolled anew: there is no way back. */
export const resetFactors = defineAction({
  name: 'reset-factors',
  title: 'Reset factors',
  description:
    'Takes all second factors from the user, such as one that a thief has enrolled. The next sign-in asks to enrol anew: end the sessions and expire the password, too.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  // It keeps nobody out: whoever has the password may enrol the next one.
  containment: 5,
  scope: 'okta.users.manage',
  request: input => lifecycle(input, 'reset_factors'),
  confirm: {
    request: input => ({ path: `${pathOf(input)}/factors` }),
    judge: confirmNone({ vendor: 'Okta', what: 'the factors of the user', list: '' }),
  },
})
