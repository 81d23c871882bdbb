import { defineAction, setField } from '@casbah/sdk'
import { servicePrincipal } from '../graph.ts'

export const disableServicePrincipal = defineAction({
  name: 'disable-service-principal',
  title: 'Disable service principal',
  description: 'Keeps an app that has an account of its own from signing in, and everybody from signing in to it.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'Application.ReadWrite.All',
  readScopes: ['Application.Read.All'],
  ...setField(
    servicePrincipal(({ target }) => target.externalId),
    'accountEnabled',
    { to: false, back: true },
  ),
})
