import { translate, type AccessDraft } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const tag = z.looseObject({ '.tag': text }).nullish()
const person = z.looseObject({ email: text, same_team: z.boolean().nullish() })

/** Who is in a shared folder, as `sharing/list_folder_members` tells it. */
export const folderMembers = z.looseObject({
  users: z.array(z.looseObject({ access_type: tag, user: person })),
  groups: z.array(
    z.looseObject({ access_type: tag, group: z.looseObject({ group_name: text, same_team: z.boolean().nullish() }) }),
  ),
  invitees: z.array(
    z.looseObject({ access_type: tag, invitee: z.looseObject({ email: text }), user: person.nullish() }),
  ),
})

/** A link as `sharing/list_shared_links` tells it. */
export const sharedLink = z.looseObject({
  '.tag': text,
  url: z.string().min(1),
  id: text,
  name: z.string(),
  path_lower: text,
  link_permissions: z.looseObject({
    resolved_visibility: tag,
    effective_audience: tag,
    link_access_level: tag,
  }),
})

const ROLES: Record<string, AccessDraft['role']> = { owner: 'OWN', editor: 'WRITE' }
const roleOf = (level: z.infer<typeof tag>) => translate(ROLES, level?.['.tag']) ?? 'READ'

export function accessOfFolder({ users, groups, invitees }: z.infer<typeof folderMembers>): AccessDraft[] {
  return [
    ...users.map(({ access_type: level, user }) => ({
      to: 'user' as const,
      name: user.email,
      isExternal: outside(user.same_team),
      role: roleOf(level),
    })),
    ...groups.map(({ access_type: level, group }) => ({
      to: 'group' as const,
      name: group.group_name,
      isExternal: outside(group.same_team),
      role: roleOf(level),
    })),
    ...invitees.map(({ access_type: level, invitee, user }) => ({
      to: 'user' as const,
      name: invitee.email ?? user?.email,
      isExternal: outside(user?.same_team),
      role: roleOf(level),
    })),
  ]
}

/** Whom a link lets in, whoever has its address or knows its password. One that lets in those who are in anyway adds nobody. */
const AUDIENCES: Record<string, 'link' | 'organisation'> = {
  public: 'link',
  password: 'link',
  team: 'organisation',
  team_only: 'organisation',
  team_and_password: 'organisation',
}

export function accessOfLink(may: z.infer<typeof sharedLink>['link_permissions']): AccessDraft[] {
  const audience = may.effective_audience?.['.tag'] ?? may.resolved_visibility?.['.tag']
  const to = translate(AUDIENCES, audience)
  return to ? [{ to, role: roleOf(may.link_access_level) }] : []
}

const outside = (sameTeam: boolean | null | undefined) => (sameTeam == null ? null : !sameTeam)

/** E-mail addresses of who is in a folder by name, in lower case; null where the answer does not tell. */
export function peopleIn(body: unknown): string[] | null {
  const { data } = folderMembers.safeParse(body)
  if (!data) return null
  const found = [
    ...data.users.map(one => one.user.email),
    ...data.invitees.map(one => one.invitee.email ?? one.user?.email),
  ]
  return found.flatMap(email => email?.toLowerCase() ?? [])
}
