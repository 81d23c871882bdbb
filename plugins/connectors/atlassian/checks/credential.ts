import { z } from 'zod'

const text = z.string().nullish()

/** An API token or an API key, as their lists show it. */
export const credential = z.looseObject({
  id: z.string().min(1),
  label: text,
  createdAt: z.string().min(1),
  expiresAt: text,
  lastActiveAt: text,
  scopes: z.array(z.string()).nullish(),
  user: z.looseObject({ id: text, name: text, email: text }).nullish(),
})
export type Credential = z.infer<typeof credential>

/** What it is called, with its owner. */
export const nameOf = ({ id, label, user }: Credential) =>
  [label || id, user?.email || user?.name].filter(Boolean).join(' of ')

/** The account that owns it, for a finding. */
export const ownerOf = ({ user }: Credential) => (user?.id ? { account: user.id } : {})
