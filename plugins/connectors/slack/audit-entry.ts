import { z } from 'zod'

const text = z.string().nullish()
const user = z.looseObject({ id: text, name: text, email: text })

/** The fields of an entry that are read. What an entity is and what the details hold differs from action to action, and grows. */
export const auditEntry = z.looseObject({
  action: z.string().min(1),
  actor: z.looseObject({ type: text, user: user.nullish() }).nullish(),
  /** `{type, [type]: {id, name, …}}`. */
  entity: z.looseObject({ type: text }).nullish(),
  context: z
    .looseObject({
      ip_address: text,
      ua: text,
      session_id: z.union([z.string(), z.number()]).nullish(),
    })
    .nullish(),
  details: z.unknown().optional(),
})

export type AuditEntry = z.infer<typeof auditEntry>
