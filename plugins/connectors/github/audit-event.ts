import { z } from 'zod'

const text = z.string().nullish()
const number = z.union([z.number(), z.string()]).nullish()

/** The fields of an audit event that are read; what an event has depends on its action, and all may be null or empty. */
export const auditEvent = z.looseObject({
  action: z.string().min(1),
  '@timestamp': number,
  created_at: number,
  actor: text,
  actor_is_bot: z.boolean().nullish(),
  actor_ip: text,
  actor_location: z.looseObject({ country_code: text }).nullish(),
  external_identity_nameid: text,
  programmatic_access_type: text,
  user_agent: text,
  org: text,
  repo: text,
  repository: text,
  user: text,
  team: text,
  name: text,
  integration: text,
  hook_id: number,
  branch: text,
  ruleset_id: number,
  ruleset_name: text,
  conclusion: text,
  data: z.looseObject({ team: text, hook_id: number }).nullish(),
})

export type AuditEvent = z.infer<typeof auditEvent>
