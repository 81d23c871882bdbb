import { confirmListed, defineAction } from '@casbah/sdk'
import { call } from '../requests.ts'

export const revokeApp = defineAction({
  name: 'revoke-app',
  title: 'Revoke linked app',
  description: 'Ends what an app may do in the name of a member. The folder that belongs to the app stays.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'sessions.modify',
  request: ({ target: { clientId, account } }) =>
    call('/team/linked_apps/revoke_linked_app', { app_id: clientId, team_member_id: account?.externalId }),
  // One that is gone by itself meanwhile.
  answers: [404],
  confirm: {
    request: ({ target }) =>
      call('/team/linked_apps/list_member_linked_apps', { team_member_id: target.account?.externalId }),
    judge: confirmListed({
      vendor: 'Dropbox',
      what: 'the linked apps',
      list: 'linked_api_apps',
      id: 'app_id',
      value: ({ target }) => target.clientId ?? '',
      is: false,
    }),
  },
})
