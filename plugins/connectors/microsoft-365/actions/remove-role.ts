import { at, confirmListed, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const list = ({ target }: ActionInput): HttpRequest => ({
  path: '/roleManagement/directory/roleAssignments',
  query: { $filter: `principalId eq '${target.externalId}'` },
})
const assignments = z.array(z.looseObject({ id: z.string().min(1), roleDefinitionId: z.string() })).catch([])

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
  lookup: list,
  request: ({ found, parameters }) =>
    assignments
      .parse(at(found?.body, 'value'))
      .filter(({ roleDefinitionId }) => roleDefinitionId === parameters.role)
      .slice(0, 100)
      .map((one): HttpRequest => ({
        method: 'DELETE',
        path: pathTo`/roleManagement/directory/roleAssignments/${one.id}`,
      })),
  answers: [404],
  confirm: {
    request: list,
    judge: confirmListed({
      vendor: 'Microsoft',
      what: 'the roles of this account',
      list: 'value',
      more: '@odata.nextLink',
      id: 'roleDefinitionId',
      value: ({ parameters }) => String(parameters.role),
      is: false,
    }),
  },
})
