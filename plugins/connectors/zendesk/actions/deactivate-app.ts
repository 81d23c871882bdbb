import { confirmField, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { grantNumber } from '../grant-id.ts'

const path = ({ target }: ActionInput) => pathTo`/api/v2/apps/installations/${grantNumber('app', target.externalId)}`
const set = (enabled: boolean) => (input: ActionInput) => ({
  method: 'PUT' as const,
  path: path(input),
  json: { enabled },
})
const isEnabled = (is: boolean) => confirmField({ vendor: 'Zendesk', what: 'the app', field: 'enabled', is })

export const deactivateApp = defineAction({
  name: 'deactivate-app',
  title: 'Deactivate app',
  description: 'Takes an installed app away from all agents. Its settings stay, and it can be activated again.',
  target: 'GRANT',
  effect: 'REVERSIBLE',
  scope: 'write',
  readScopes: ['apps:read'],
  input: z.object({}),
  request: set(false),
  confirm: { request: input => ({ path: path(input) }), judge: isEnabled(false) },
  undo: { request: set(true), judge: isEnabled(true) },
})
