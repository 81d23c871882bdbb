import { defineAction, setField } from '@casbah/sdk'
import { servicePrincipal } from '../graph.ts'

export const disableApp = defineAction({
  name: 'disable-app',
  title: 'Disable third-party app',
  description:
    'Keeps a third-party app from getting tokens at all, whatever people let it do. Its rights stay as they are.',
  target: 'GRANT',
  effect: 'REVERSIBLE',
  scope: 'Application.ReadWrite.All',
  readScopes: ['Application.Read.All'],
  ...setField(
    servicePrincipal(({ target }) => target.clientId),
    'accountEnabled',
    { to: false, back: true },
  ),
})
