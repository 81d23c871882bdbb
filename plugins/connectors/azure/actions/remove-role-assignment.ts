import { at, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { arm, idOf } from '../arm.ts'
import { listed } from './listed.ts'

const VERSION = '2022-04-01'
const ID = /^((?:\/[^/?#]+)*)\/providers\/Microsoft\.Authorization\/roleAssignments\/([^/?#]+)$/i
const SUCH = '/subscriptions/…/providers/Microsoft.Authorization/roleAssignments/…'
const partsOf = ({ parameters }: ActionInput) => {
  const [, scope = '', name] = ID.exec(String(parameters.roleAssignment)) ?? []
  // Each step is encoded anew, so that none of them leads elsewhere.
  const steps = scope.split('/').slice(1)
  const list = `${steps.map(step => pathTo`/${step}`).join('')}/providers/Microsoft.Authorization/roleAssignments`
  return { list, one: list + pathTo`/${name}` }
}
const ofAccount = (input: ActionInput) =>
  arm(partsOf(input).list, VERSION, { $filter: `principalId eq '${input.target.externalId}'` })
/** A GUID, so that no two assignments share one, at whatever scope. */
const nameIn = ({ parameters }: ActionInput) => idOf(String(parameters.roleAssignment)).split('/').at(-1) ?? ''
const assignments = z.array(z.looseObject({ name: z.string(), properties: z.looseObject({}) })).catch([])
const found = (input: ActionInput) =>
  assignments.parse(at(input.found?.body, 'value')).find(({ name }) => name === nameIn(input))
const isListed = (is: boolean) => listed('the roles of this account', nameIn, is)

export const removeRoleAssignment = defineAction({
  name: 'remove-role-assignment',
  title: 'Remove role assignment',
  description:
    'Takes one role from a user or an app, at the scope where it was given. Roles that they have through a group or from other scopes stay. Taking it back gives the same role again.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'Microsoft.Authorization/roleAssignments/delete',
  input: z.object({
    roleAssignment: z
      .string()
      .regex(ID, { error: `Give the whole ID of a role assignment, ${SUCH}.` })
      .describe(`ID of the role assignment, such as ${SUCH}.`),
  }),
  lookup: ofAccount,
  request: input => (found(input) ? { method: 'DELETE', ...arm(partsOf(input).one, VERSION) } : []),
  answers: [404],
  remember: input => found(input)?.properties ?? null,
  confirm: { request: ofAccount, judge: isListed(false) },
  undo: {
    request: input => {
      const { roleDefinitionId, principalId, principalType, condition, conditionVersion } = Object(input.remembered)
      const properties = { roleDefinitionId, principalId, principalType, condition, conditionVersion }
      return roleDefinitionId ? { method: 'PUT', ...arm(partsOf(input).one, VERSION), json: { properties } } : []
    },
    judge: isListed(true),
  },
})
