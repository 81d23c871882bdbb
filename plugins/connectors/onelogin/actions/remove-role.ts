import { at, confirmListed, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { pathOf, show } from './user.ts'

const roles = z.array(z.number())
const roleOf = ({ parameters }: ActionInput) => Number(parameters.role)

const hasRole = (is: boolean) =>
  confirmListed({
    vendor: 'OneLogin',
    what: 'the roles of the user',
    list: 'role_ids',
    id: '',
    value: input => String(roleOf(input)),
    is,
  })

/** A mapping that gives the role gives it again at its next turn. */
export const removeRole = defineAction({
  name: 'remove-role',
  title: 'Remove role',
  description: 'Takes one role from the user, and with it the apps that the role opens.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'Manage All',
  readScopes: ['Read Users'],
  input: z.object({ role: z.number().int().positive().describe('Number of the role, as the inventory has it.') }),
  lookup: show,
  // The body is the list itself, without a name.
  request: input => ({
    method: 'DELETE',
    path: pathTo`/api/2/roles/${roleOf(input)}/users`,
    json: [Number(input.target.externalId)],
  }),
  confirm: { request: show, judge: hasRole(false) },
  undo: {
    // All roles are named, so those of this moment with the one more.
    request: input => {
      const held = roles.parse(at(input.found?.body, 'role_ids'))
      return { method: 'PUT', path: pathOf(2, input), json: { role_ids: [...new Set([...held, roleOf(input)])] } }
    },
    judge: hasRole(true),
  },
})
