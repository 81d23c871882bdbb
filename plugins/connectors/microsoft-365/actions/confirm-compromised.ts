import { confirmField, defineAction, type ActionInput, type HttpRequest } from '@casbah/sdk'

const riskyUsers = '/identityProtection/riskyUsers'
const say = ({ target }: ActionInput, verb: 'confirmCompromised' | 'dismiss'): HttpRequest => ({
  method: 'POST',
  path: `${riskyUsers}/${verb}`,
  json: { userIds: [target.externalId] },
})

/** Who is at no risk is not listed. */
const stateIs = (is: string) =>
  confirmField({ vendor: 'Microsoft', what: 'the user', list: 'value', field: 'riskState', is, unlisted: 'none' })

export const confirmCompromised = defineAction({
  name: 'confirm-compromised',
  title: 'Confirm as compromised',
  description:
    'Sets the user to high risk, upon which policies on risk block or ask for a new password. Wants Entra ID P2.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'IdentityRiskyUser.ReadWrite.All',
  readScopes: ['IdentityRiskyUser.ReadWrite.All'],
  request: input => say(input, 'confirmCompromised'),
  confirm: {
    request: ({ target }) => ({ path: riskyUsers, query: { $filter: `id eq '${target.externalId}'` } }),
    judge: stateIs('confirmedCompromised'),
  },
  undo: { request: input => say(input, 'dismiss'), judge: stateIs('dismissed') },
})
