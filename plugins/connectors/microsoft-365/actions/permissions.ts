import { at, pathTo, type ActionInput, type Confirmation, type ConfirmJudge, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const identity = z.looseObject({ email: text, loginName: text, displayName: text, id: text }).nullish()
const granted = z.looseObject({ user: identity, siteUser: identity, group: identity, siteGroup: identity }).nullish()
const list = z
  .array(
    z.looseObject({
      id: z.string().min(1),
      roles: z.array(z.string()).nullish(),
      link: z.looseObject({ scope: text }).nullish(),
      inheritedFrom: z.looseObject({ id: text, path: text }).nullish(),
      grantedToV2: granted,
      grantedToIdentitiesV2: z.array(granted).nullish(),
    }),
  )
  .catch([])
export type Permission = z.infer<typeof list>[number]

/** An item is named by its library and itself. */
function itemPath({ target }: ActionInput): string {
  const [drive, item] = target.externalId.split('/')
  return pathTo`/drives/${drive}/items/${item}`
}

export const listPermissions = (input: ActionInput): HttpRequest => ({ path: `${itemPath(input)}/permissions` })

/** All but the owner’s, which cannot be taken. */
export const permissionsIn = (body: unknown): Permission[] =>
  list.parse(at(body, 'value')).filter(({ roles }) => !roles?.includes('owner'))

/** What comes from a folder above can be taken there alone. */
export const removals = (input: ActionInput, permissions: Permission[]): HttpRequest[] =>
  permissions
    .filter(({ inheritedFrom }) => !isInherited(inheritedFrom))
    .slice(0, 100)
    .map(({ id }) => ({ method: 'DELETE', path: itemPath(input) + pathTo`/permissions/${id}` }))

const isInherited = (from: Permission['inheritedFrom']) => !!(from?.id ?? from?.path)

export const addressesOf = ({ grantedToV2, grantedToIdentitiesV2 }: Permission): string[] =>
  [grantedToV2, ...(grantedToIdentitiesV2 ?? [])].flatMap(one =>
    [one?.user, one?.siteUser, one?.group, one?.siteGroup].flatMap(who =>
      [who?.email, who?.loginName, who?.id].flatMap(name => (name ? [name.toLowerCase()] : [])),
    ),
  )

/** Nothing of what is meant is left. */
export const noneLeft =
  (meant: (permissions: Permission[], input: ActionInput) => Permission[]): ConfirmJudge =>
  ({ status, body }, input): Confirmation => {
    if (status !== 200 || !Array.isArray(at(body, 'value')) || !input)
      return {
        done: status === 200 ? null : false,
        result: `Microsoft answers ${status} without a list of who has access.`,
      }
    const left = meant(permissionsIn(body), input)
    const inherited = left.filter(({ inheritedFrom }) => isInherited(inheritedFrom)).length
    if (left.length === 0) return { done: at(body, '@odata.nextLink') ? null : true, result: 'Nothing of it is left.' }
    return {
      done: false,
      result: `${left.length} are left, ${inherited} of them from a folder above: take them there.`,
    }
  }
