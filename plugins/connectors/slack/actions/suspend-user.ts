import { confirmField, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'

const show = ({ target }: ActionInput): HttpRequest => ({
  url: `https://api.slack.com${pathTo`/scim/v2/Users/${target.externalId}`}`,
})
const setActive = (input: ActionInput, active: boolean): HttpRequest => ({
  ...show(input),
  method: 'PATCH',
  json: {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'active', value: active }],
  },
})
const isActive = (is: boolean) => confirmField({ vendor: 'Slack', what: 'the user', field: 'active', is })

/** An identity provider that provisions by SCIM may set the user active again at its next turn. */
export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Deactivate user',
  description:
    'Deactivates the user in the whole organisation, which signs them out everywhere. Messages and files stay.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'admin',
  request: input => setActive(input, false),
  confirm: { request: show, judge: isActive(false) },
  undo: { request: input => setActive(input, true), judge: isActive(true) },
})
