import { z } from 'zod'

const text = z.string().nullish()

/** What is read of an event. Which fields it has follows from its source. */
export const auditEvent = z.looseObject({
  /** Epoch milliseconds. */
  date: z.number().int().positive(),
  auditSource: z.string().min(1),
  action: z.string().min(1),
  actionInfo: text,
  /** `First Last ( login )`, as are `actor` and, of users, `subject`. */
  user: text,
  userId: z.union([z.string(), z.number()]).nullish(),
  actor: text,
  subject: text,
  sourcePath: text,
  targetPath: text,
  ipAddress: text,
})

export type AuditEvent = z.infer<typeof auditEvent>
