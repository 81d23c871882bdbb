import { z } from 'zod'

/** A person, guest or bot as the read `members` has it. */
const person = z.looseObject({
  id: z.string().min(1),
  email: z.string().nullish(),
  full_name: z.string().nullish(),
  is_active: z.boolean().nullish(),
  is_admin: z.boolean(),
  is_owner: z.boolean(),
  is_restricted: z.boolean(),
  is_ultra_restricted: z.boolean(),
  is_bot: z.boolean(),
  has_2fa: z.boolean().nullish(),
  has_sso: z.boolean().nullish(),
  expiration_ts: z.number().nullish(),
})
export type Person = z.infer<typeof person>

const workspace = z.looseObject({ id: z.string().min(1), name: z.string().nullish() })

/** What is read of each workspace. */
export const ofWorkspaces = <Value extends z.ZodType>(value: Value) =>
  z.array(z.looseObject({ parent: workspace, value })).min(1)

/** People by workspace; each workspace has some. */
export const members = ofWorkspaces(z.array(person).min(1))

export const workspaceName = ({ id, name }: z.infer<typeof workspace>) => name || id

export const nameOf = ({ id, email, full_name: name }: Person) => email || name || id

/** The humans of all workspaces, each once. */
export const humansIn = (workspaces: z.infer<typeof members>): Person[] => [
  ...new Map(
    workspaces
      .flatMap(({ value }) => value)
      .filter(({ is_bot: isBot, is_active: isActive }) => !isBot && isActive !== false)
      .map(one => [one.id, one]),
  ).values(),
]

export const isGuest = ({ is_restricted: multi, is_ultra_restricted: single }: Person) => multi || single
