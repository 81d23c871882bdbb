import { confirmGone, defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { iam } from '../requests.ts'
import { userName } from '../principal-name.ts'

/** The password is lost with it: whoever is to come back gets a new one. */
export const deleteLoginProfile = defineAction({
  name: 'delete-login-profile',
  title: 'Take away console access',
  description:
    'Deletes the console password of an IAM user. Access keys and running sessions stay; for a return the user needs a new password.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'iam:DeleteLoginProfile',
  readScopes: ['iam:GetLoginProfile'],
  input: z.object({}),
  request: input => iam('DeleteLoginProfile', { UserName: userName(input) }),
  answers: [404],
  confirm: {
    request: input => iam('GetLoginProfile', { UserName: userName(input) }),
    judge: confirmGone({
      vendor: 'AWS',
      what: 'a console password of the user',
      shows: 'GetLoginProfileResponse.GetLoginProfileResult.LoginProfile',
    }),
  },
})
