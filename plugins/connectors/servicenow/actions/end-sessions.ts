import { confirmNone, defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { table, term } from '../table.ts'
import { foundUser, ofUser, patchUser } from './user.ts'

/** The API has no way to end one session: locking a user out ends all. Who was locked out before has none, and stays locked out. */
export const endSessions = defineAction({
  name: 'end-sessions',
  title: 'End sessions',
  description:
    'Locks the user out, which ends every session, and at once lets the user in again. If only the first of the two is carried out, the user stays locked out.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'write sys_user',
  readScopes: ['read sys_user', 'read v_user_session'],
  input: z.object({}),
  lookup: ofUser,
  request: input => {
    const { locked_out: locked } = foundUser(input)
    if (locked === undefined)
      throw new Error(
        'ServiceNow does not show whether the user is locked out. Let Casbah’s user read sys_user.locked_out.',
      )
    return locked === 'true' ? [] : [patchUser('locked_out', true)(input), patchUser('locked_out', false)(input)]
  },
  secrets: ['result.user_password'],
  confirm: {
    request: ({ target }) => table('v_user_session', 'sys_id,user', `user=${term(target.externalId)}`),
    judge: confirmNone({ vendor: 'ServiceNow', what: 'the user’s sessions on the node that answered', list: 'result' }),
  },
})
