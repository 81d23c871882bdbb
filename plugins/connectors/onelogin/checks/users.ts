import { z } from 'zod'

/** A user as the read `users` has it. */
export const userShape = z.looseObject({
  id: z.number(),
  status: z.number(),
  email: z.string().nullish(),
  username: z.string().nullish(),
  last_login: z.string().nullish(),
})
export type User = z.infer<typeof userShape>

/** The users of a list who can sign in; null where it could not be read, or names nobody. */
export function activeIn(list: unknown): User[] | null {
  const found = z.array(userShape).safeParse(list).data?.filter(isActive)
  return found?.length ? found : null
}

export const isActive = ({ status }: User) => status === 1

export const nameOf = ({ id, email, username }: User) => email || username || String(id)
