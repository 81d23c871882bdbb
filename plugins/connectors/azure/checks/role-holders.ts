import type { SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'
import { judgeEach } from './of-subscriptions.ts'

const roleAssignment = z.looseObject({
  properties: z.looseObject({
    roleDefinitionId: z.string(),
    principalId: z.string(),
    principalType: z.string().nullish(),
    scope: z.string(),
  }),
})
type Held = z.infer<typeof roleAssignment>['properties']

/** Whether it gives the built-in role of that id. */
export const gives = ({ roleDefinitionId }: Held, role: string) => roleDefinitionId.toLowerCase().endsWith(`/${role}`)

/** Whether it is given for a whole subscription, or for all above it. */
export const isWhole = ({ scope }: Held) => /^\/$|^\/subscriptions\/[^/]+$|managementGroups/i.test(scope)

/** Judges each subscription by who has which role there; there is always somebody, if only Casbah itself. */
export const judgeHolders = <P>(
  say: (passing: number, all: number) => string,
  judge: (held: Held[], parameters: P) => Pick<SubjectDraft, 'passed' | 'detail'>,
) =>
  judgeEach(
    'roleAssignments',
    roleAssignment,
    { what: 'role assignments', right: 'Microsoft.Authorization/roleAssignments/read', say },
    ({ rows }, parameters: P) => {
      const held = rows.map(({ properties }) => properties)
      return held.length === 0 ? { passed: null } : judge(held, parameters)
    },
  )

/** Passes when there is none of these, and names them. */
export const none = (held: Held[]) => ({
  passed: held.length === 0,
  detail: held.map(({ principalId }) => principalId).join(', ') || 'none',
})
