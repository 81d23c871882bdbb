import { confirmListed, defineAction, type ActionInput, type HttpRequest } from '@casbah/sdk'

const appOf = ({ target }: ActionInput) => target.clientId ?? target.externalId
const enterpriseOf = ({ config }: ActionInput) => String(config.enterprise)
const restricted = (input: ActionInput): HttpRequest => ({
  path: '/api/admin.apps.restricted.list',
  query: { enterprise_id: enterpriseOf(input), limit: 1000 },
})
const decide = (input: ActionInput, method: 'restrict' | 'approve'): HttpRequest => ({
  method: 'POST',
  path: `/api/admin.apps.${method}`,
  form: { app_id: appOf(input), enterprise_id: enterpriseOf(input) },
})
const isRestricted = (is: boolean) =>
  confirmListed({
    vendor: 'Slack',
    what: 'the restricted apps',
    list: 'restricted_apps',
    more: 'response_metadata.next_cursor',
    id: 'app.id',
    value: appOf,
    is,
  })

export const restrictApp = defineAction({
  name: 'restrict-app',
  title: 'Restrict app',
  description:
    'Keeps an app from being installed in the organisation. Where it is installed it stays, with its tokens, until it is removed there.',
  target: 'GRANT',
  effect: 'REVERSIBLE',
  scope: 'admin.apps:write',
  request: input => decide(input, 'restrict'),
  confirm: { request: restricted, judge: isRestricted(true) },
  undo: { request: input => decide(input, 'approve'), judge: isRestricted(false) },
})
