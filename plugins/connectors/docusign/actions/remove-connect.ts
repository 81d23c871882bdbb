import { confirmListed, defineAction, pathTo } from '@casbah/sdk'

export const removeConnect = defineAction({
  name: 'remove-connect',
  title: 'Remove from Connect',
  description: 'Deletes a configuration of Connect: envelopes and their events are no longer handed to that system.',
  target: 'GRANT',
  effect: 'DESTRUCTIVE',
  scope: 'signature',
  request: ({ target }) => ({ method: 'DELETE', path: pathTo`/connect/${target.externalId}` }),
  answers: [404],
  confirm: {
    request: () => ({ path: '/connect' }),
    judge: confirmListed({
      vendor: 'DocuSign',
      what: 'the configurations of Connect',
      list: 'configurations',
      id: 'connectId',
      value: ({ target }) => target.externalId,
      is: false,
    }),
  },
})
