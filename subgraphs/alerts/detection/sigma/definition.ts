import { z } from 'zod'
import { LIMITS } from './document.ts'

/** What a policy of kind SIGMA is defined by: a text of one or several documents, and values for its placeholders. */
export const sigmaDefinition = z.strictObject({
  sigma: z.string().max(LIMITS.characters),
  placeholders: z.record(z.string().max(200), z.array(z.string().max(1_000)).max(1_000)).optional(),
})
