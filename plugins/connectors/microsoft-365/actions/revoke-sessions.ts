import { at, defineAction } from '@casbah/sdk'
import { user, userPath } from '../graph.ts'

const FIELD = 'signInSessionsValidFromDateTime'

/** Microsoft lists no sessions; it tells from when on they count, and that moves. */
export const revokeSessions = defineAction({
  name: 'revoke-sessions',
  title: 'Revoke sessions',
  description:
    'Signs the user out of all browsers, apps and devices. Apps that check access at once stop at once, others within the hour.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'User.RevokeSessions.All',
  lookup: input => user.show(input, FIELD),
  request: input => ({ method: 'POST', path: `${userPath(input)}/revokeSignInSessions` }),
  confirm: {
    request: input => user.show(input, FIELD),
    judge: ({ status, body }, input) => {
      const [before, after] = [at(input?.found?.body, FIELD), at(body, FIELD)]
      if (status !== 200) return { done: false, result: `Microsoft answers ${status} for the user.` }
      if (typeof after !== 'string')
        return { done: null, result: 'Microsoft did not tell from when on sessions count.' }
      const moved = after !== before
      return { done: moved, result: `Sessions count from ${after} on${moved ? '' : ', as before'}.` }
    },
  },
})
