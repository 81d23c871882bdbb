import { z } from 'zod'

const text = z.string().nullish()

/** The fields of an audit log row that are read. Exports of it may lack the address and the name of the actor. */
export const auditLog = z.looseObject({
  id: z.number(),
  action: z.string().min(1),
  source_type: z.string().min(1),
  source_id: z.number().nullish(),
  source_label: text,
  change_description: text,
  actor_id: z.number().nullish(),
  actor_name: text,
  ip_address: text,
})

export type AuditLog = z.infer<typeof auditLog>
