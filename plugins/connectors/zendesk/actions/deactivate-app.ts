import { defineAction, pathTo, setField, type ActionInput, type Thing } from '@casbah/sdk'
import { grantNumber } from '../grant-id.ts'

const path = ({ target }: ActionInput) => pathTo`/api/v2/apps/installations/${grantNumber('app', target.externalId)}`

const app: Thing = {
  vendor: 'Zendesk',
  what: 'the app',
  show: input => ({ path: path(input) }),
  change: (input, json) => ({ method: 'PUT', path: path(input), json }),
}

export const deactivateApp = defineAction({
  name: 'deactivate-app',
  title: 'Deactivate app',
  description: 'Takes an installed app away from all agents. Its settings stay, and it can be activated again.',
  target: 'GRANT',
  effect: 'REVERSIBLE',
  scope: 'write',
  readScopes: ['apps:read'],
  ...setField(app, 'enabled', { to: false, back: true }),
})
