import { z } from 'zod'

const text = z.string().nullish()
const flag = z.boolean().nullish()

/** A row of the list of team members, as far as inventory and checks read it. */
export const teamMember = z.looseObject({
  id: z.number(),
  name: text,
  email: text,
  role: text,
  active: flag,
  suspended: flag,
  verified: flag,
  shared: flag,
  shared_agent: flag,
  two_factor_auth_enabled: flag,
  last_login_at: text,
})

export type TeamMember = z.infer<typeof teamMember>
