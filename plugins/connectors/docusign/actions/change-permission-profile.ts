import { at, defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { numberOf, profileIs, putProfile, showUser } from '../user.ts'

export const changePermissionProfile = defineAction({
  name: 'change-permission-profile',
  title: 'Change permission profile',
  description:
    'Gives the user another permission profile, such as *DocuSign Viewer*, and so other rights in the account.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  containment: 20,
  scope: 'signature',
  input: z.object({
    profile: numberOf('permission profile', 'the end of its address in eSignature Settings → Permission Profiles'),
  }),
  lookup: showUser,
  request: input => putProfile(input, String(input.parameters.profile)),
  confirm: {
    request: showUser,
    judge: (answer, input) => profileIs(String(input?.parameters.profile))(answer, input),
  },
  remember: ({ found }) => {
    const before = at(found?.body, 'permissionProfileId')
    if (found?.status !== 200 || typeof before !== 'string' || before === '')
      throw new Error('DocuSign does not show which permission profile the user has, so it could not be given back.')
    return before
  },
  undo: {
    request: input => putProfile(input, String(input.remembered)),
    judge: (answer, input) => profileIs(String(input?.remembered))(answer, input),
  },
})
