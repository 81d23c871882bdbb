import { defineAction, pathTo } from '@casbah/sdk'
import { switched } from './switched.ts'

export const disableServiceAccount = defineAction({
  name: 'disable-service-account',
  title: 'Disable service account',
  description:
    'Keeps a service account from signing in with any of its keys, and what runs as it from getting tokens. A token that it has already serves for up to an hour.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'iam.serviceAccounts.disable',
  ...switched('the service account', ({ target }) => pathTo`/v1/projects/-/serviceAccounts/${target.externalId}`),
})
