import { at, defineAction, type ActionInput, type ConfirmJudge, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const say =
  (verb: 'confirmCompromised' | 'dismiss') =>
  ({ target }: ActionInput): HttpRequest => ({
    method: 'POST',
    path: `/identityProtection/riskyUsers/${verb}`,
    json: { userIds: [target.externalId] },
  })

/** Who is at no risk is not listed. */
const stateIs =
  (...wanted: string[]): ConfirmJudge =>
  ({ status, body }, input) => {
    const rows = at(body, 'value')
    if (status !== 200 || !Array.isArray(rows))
      return {
        done: status === 200 ? null : false,
        result: `Microsoft answers ${status} without a list of risky users.`,
      }
    const state = rows
      .map(row => (at(row, 'id') === input?.target.externalId ? at(row, 'riskState') : undefined))
      .find(one => one !== undefined)
    const shown = String(state ?? 'none')
    return { done: wanted.includes(shown), result: `Microsoft shows the user at the risk state ${shown}.` }
  }

export const confirmCompromised = defineAction({
  name: 'confirm-compromised',
  title: 'Confirm as compromised',
  description:
    'Sets the user to high risk, upon which policies on risk block or ask for a new password. Wants Entra ID P2.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  scope: 'IdentityRiskyUser.ReadWrite.All',
  readScopes: ['IdentityRiskyUser.ReadWrite.All'],
  input: z.object({}),
  request: say('confirmCompromised'),
  confirm: {
    request: ({ target }) => ({
      path: '/identityProtection/riskyUsers',
      query: { $filter: `id eq '${target.externalId}'` },
    }),
    judge: stateIs('confirmedCompromised'),
  },
  undo: { request: say('dismiss'), judge: stateIs('dismissed') },
})
