import { confirmNone, defineAction } from '@casbah/sdk'
import { userPath } from './user.ts'

export const endSessions = defineAction({
  name: 'end-sessions',
  title: 'End sessions',
  description: 'Signs the user out of all browsers and devices. OAuth tokens and API tokens go on working.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'write',
  readScopes: ['read'],
  request: input => ({ method: 'DELETE', path: `${userPath(input)}/sessions` }),
  confirm: {
    request: input => ({ path: `${userPath(input)}/sessions` }),
    judge: confirmNone({ vendor: 'Zendesk', what: 'the user’s sessions', list: 'sessions', more: 'meta.has_more' }),
  },
})
