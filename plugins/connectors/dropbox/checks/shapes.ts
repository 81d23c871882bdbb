import { z } from 'zod'

/** A member, as far as checks look. Of a team that has roles, who has none is told so by an empty list. */
export const member = z.looseObject({
  profile: z.looseObject({
    team_member_id: z.string().min(1),
    email: z.string().min(1),
    status: z.looseObject({ '.tag': z.string().min(1) }),
  }),
  roles: z.array(z.looseObject({ name: z.string() })),
})

const sessions = z.array(z.unknown()).nullish()

/** What a member is signed in with. */
export const devices = z.array(
  z.looseObject({
    team_member_id: z.string().min(1),
    web_sessions: sessions,
    desktop_clients: sessions,
    mobile_clients: sessions,
  }),
)

export const linkedApps = z.looseObject({
  team_member_id: z.string().min(1),
  linked_api_apps: z.array(z.looseObject({ app_id: z.string(), app_name: z.string(), is_app_folder: z.boolean() })),
})

/** Sessions and devices of one member, counted. */
export const countOf = (all: z.infer<typeof devices>, member: string) =>
  all
    .filter(one => one.team_member_id === member)
    .flatMap(one => [one.web_sessions, one.desktop_clients, one.mobile_clients])
    .flatMap(list => list ?? []).length
