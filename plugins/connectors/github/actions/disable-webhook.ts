import { confirmField, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { orgPath } from '../card.ts'

const hook = ({ config, parameters }: ActionInput) => ({ path: orgPath(config) + pathTo`/hooks/${parameters.hook}` })
const turn = (active: boolean) => (input: ActionInput) => ({
  method: 'PATCH' as const,
  ...hook(input),
  json: { active },
})
const isActive = (is: boolean) => confirmField({ vendor: 'GitHub', what: 'the webhook', field: 'active', is })

export const disableWebhook = defineAction({
  name: 'disable-webhook',
  title: 'Disable webhook',
  description:
    'Stops one webhook of the organisation from sending. GitHub warns that changing a webhook may drop its secret: look at it when it is switched on again.',
  target: 'APP',
  effect: 'DISRUPTIVE',
  scope: 'admin:org_hook',
  readScopes: ['admin:org_hook'],
  input: z.object({
    hook: z.string().regex(/^\d+$/, 'Give the number of the webhook.').describe('Number of the webhook at GitHub.'),
  }),
  request: turn(false),
  confirm: { request: hook, judge: isActive(false) },
  undo: { request: turn(true), judge: isActive(true) },
})
