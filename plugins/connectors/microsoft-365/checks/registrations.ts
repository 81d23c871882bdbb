import type { SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'

/** A row of the list of who has set up what. */
export const registration = z.looseObject({
  id: z.string(),
  userPrincipalName: z.string(),
  isAdmin: z.boolean().nullish(),
  isMfaRegistered: z.boolean(),
  userType: z.string().nullish(),
  methodsRegistered: z.array(z.string()).nullish(),
})

export const toSubject = (row: z.infer<typeof registration>): SubjectDraft => ({
  name: row.userPrincipalName,
  passed: row.isMfaRegistered,
  detail: row.methodsRegistered?.join(', ') || 'nothing set up',
  account: row.id,
})
