import { defineAction } from '@casbah/sdk'
import { disabling } from './service-principal.ts'

export const disableServicePrincipal = defineAction({
  name: 'disable-service-principal',
  title: 'Disable service principal',
  description: 'Keeps an app that has an account of its own from signing in, and everybody from signing in to it.',
  target: 'ACCOUNT',
  ...disabling(({ target }) => target.externalId),
})
