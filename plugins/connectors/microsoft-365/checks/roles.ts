import { z } from 'zod'
import { PRIVILEGED } from './access-policies.ts'

/** What the read `roleAssignments` gives; a directory has at least one. */
export const roleAssignments = z
  .array(
    z.looseObject({ principalId: z.string(), roleDefinitionId: z.string(), directoryScopeId: z.string().nullish() }),
  )
  .min(1)

export const NO_ROLES = 'Microsoft did not list who has which role; the right RoleManagement.Read.Directory is needed.'

export const NOBODY = {
  status: 'CANNOT_TELL',
  message: 'The list names nobody with a privileged role, so it is not whole.',
} as const

const GLOBAL = '62e90394-69f5-4237-9190-012177145e10'

type Assignments = z.infer<typeof roleAssignments>

/** Those who have a role over the whole directory, each once. */
const holders = (list: Assignments, isMeant: (role: string) => boolean) => [
  ...new Set(list.filter(({ roleDefinitionId }) => isMeant(roleDefinitionId)).map(({ principalId }) => principalId)),
]

export const globalAdministrators = (list: Assignments) => holders(list, role => role === GLOBAL)

/** Those with another privileged role and not that of a global administrator. */
export function otherAdministrators(list: Assignments): string[] {
  const global = globalAdministrators(list)
  return holders(list, role => role !== GLOBAL && Object.hasOwn(PRIVILEGED, role)).filter(one => !global.includes(one))
}

export const privileged = (list: Assignments) => holders(list, role => Object.hasOwn(PRIVILEGED, role))
