import { at, defineAction, pathTo } from '@casbah/sdk'
import { z } from 'zod'
import { rowsOf } from './records.ts'

const ofUser = rowsOf('Id, LastPasswordChangeDate', 'User', 'Id')
const changedAt = (body: unknown) => at(body, 'records.0.LastPasswordChangeDate')

/** One user's password is expired by replacing it; the answer holds the new one, which nobody gets to see. All at once is a page of Setup alone. */
export const requirePasswordChange = defineAction({
  name: 'require-password-change',
  title: 'Expire password',
  description:
    'Replaces the password by one that nobody knows. The user chooses a new one by *Forgot Your Password*; sign-in by single sign-on goes on.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'Manage Users',
  input: z.object({}),
  lookup: ofUser,
  request: ({ target }) => ({ method: 'DELETE', path: pathTo`/sobjects/User/${target.externalId}/password` }),
  secrets: ['NewPassword'],
  confirm: {
    request: ofUser,
    judge: ({ body }, input) => {
      const [before, now] = [changedAt(input?.found?.body), changedAt(body)]
      if (typeof now !== 'string') return { done: null, result: 'Salesforce does not tell when the password changed.' }
      return { done: now !== before || null, result: `Salesforce shows the last change of the password at ${now}.` }
    },
  },
})
