import { z } from 'zod'

const text = z.string().nullish()

/** A permission scheme with its grants; one that comes without them says nothing. */
export const permissionScheme = z.looseObject({
  id: z.union([z.number(), z.string().min(1)]),
  name: z.string(),
  permissions: z.array(
    z.looseObject({
      id: z.union([z.number(), z.string().min(1)]),
      permission: z.string(),
      holder: z.looseObject({ type: z.string(), parameter: text, value: text }),
    }),
  ),
})
export type PermissionScheme = z.infer<typeof permissionScheme>
type Grant = PermissionScheme['permissions'][number]

/** What `siteRights` shows of an administrator of Jira, who alone is shown every scheme. */
export const administrator = z.looseObject({
  permissions: z.looseObject({ ADMINISTER: z.looseObject({ havePermission: z.literal(true) }) }),
})

/** Everybody on the internet. */
export const isAnyone = ({ holder }: Grant) => holder.type === 'anyone'

/** Everybody with an account on the site: a holder of kind `applicationRole` that names none. */
export const isAnyUser = ({ holder }: Grant) => holder.type === 'applicationRole' && !holder.parameter && !holder.value

/** What schemes grant to everybody; null where they could not be read. */
export function publicGrants(body: unknown): { scheme: string; grant: string }[] | null {
  const parsed = z.array(permissionScheme).safeParse(body)
  if (!parsed.success) return null
  return parsed.data.flatMap(({ id, permissions }) =>
    permissions.filter(isAnyone).map(grant => ({ scheme: String(id), grant: String(grant.id) })),
  )
}
