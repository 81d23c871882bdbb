import { defineAction, pathTo, removeListed } from '@casbah/sdk'
import { z } from 'zod'
import { MICROSOFT } from '../graph.ts'

const assignments = '/roleManagement/directory/roleAssignments'

export const removeRole = defineAction({
  name: 'remove-role',
  title: 'Remove administrator role',
  description:
    'Takes one role of the directory from the account. What it may activate again (PIM) stays, and roles that it has through a group.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 40,
  scope: 'RoleManagement.ReadWrite.Directory',
  readScopes: ['RoleManagement.Read.Directory'],
  input: z.object({ role: z.string().min(1).describe('Id of the role definition.') }),
  ...removeListed({
    ...MICROSOFT,
    what: 'the roles of this account',
    list: ({ target }) => ({ path: assignments, query: { $filter: `principalId eq '${target.externalId}'` } }),
    rows: 'value',
    row: z.looseObject({ id: z.string().min(1), roleDefinitionId: z.string() }),
    meant: ({ roleDefinitionId }, { parameters }) => roleDefinitionId === parameters.role,
    remove: ({ id }) => ({ method: 'DELETE', path: assignments + pathTo`/${id}` }),
  }),
})
