import { z } from 'zod'

const flag = z.boolean().nullish()

/** A row of the list of team members, as far as checks read it. */
export const teamMember = z.looseObject({
  id: z.number(),
  name: z.string(),
  email: z.string().nullish(),
  role: z.enum(['admin', 'agent']),
  active: flag,
  suspended: flag,
  two_factor_auth_enabled: flag,
  last_login_at: z.string().nullish(),
})

/** The member when they may sign in; null when not. Throws when the row cannot be read. */
export function activeMember(row: unknown): z.infer<typeof teamMember> | null {
  const member = teamMember.parse(row)
  return member.active === false || member.suspended ? null : member
}
