import { pathTo, removeListed, type Action, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { MICROSOFT } from './graph.ts'

const text = z.string().nullish()
const identity = z.looseObject({ email: text, loginName: text, id: text }).nullish()
const granted = z.looseObject({ user: identity, siteUser: identity, group: identity, siteGroup: identity }).nullish()
const permission = z.looseObject({
  id: z.string().min(1),
  roles: z.array(z.string()).nullish(),
  link: z.looseObject({ scope: text }).nullish(),
  inheritedFrom: z.looseObject({ id: text, path: text }).nullish(),
  grantedToV2: granted,
  grantedToIdentitiesV2: z.array(granted).nullish(),
})
export type Permission = z.infer<typeof permission>

/** An item is named by its library and itself. */
function permissionsPath({ target }: ActionInput): string {
  const [drive, item] = target.externalId.split('/')
  return pathTo`/drives/${drive}/items/${item}/permissions`
}

/** What an action on a file is that takes the access that is meant. The owner’s cannot be taken, and what comes from a folder above only there. */
export const takesAccess = (isMeant: (permission: Permission, input: ActionInput) => boolean) => ({
  target: 'RESOURCE' as const,
  kinds: ['FILE', 'FOLDER'] satisfies Action['kinds'],
  scope: 'Files.ReadWrite.All',
  ...removeListed({
    ...MICROSOFT,
    what: 'those who have access',
    list: input => ({ path: permissionsPath(input) }),
    rows: 'value',
    row: permission,
    meant: (one, input) => !one.roles?.includes('owner') && isMeant(one, input),
    remove: ({ id, inheritedFrom: above }, input) =>
      above?.id || above?.path ? null : { method: 'DELETE', path: permissionsPath(input) + pathTo`/${id}` },
    elsewhere: 'from a folder above: take them there',
  }),
})

export const addressesOf = ({ grantedToV2, grantedToIdentitiesV2 }: Permission): string[] =>
  [grantedToV2, ...(grantedToIdentitiesV2 ?? [])]
    .flatMap(one => [one?.user, one?.siteUser, one?.group, one?.siteGroup])
    .flatMap(who => [who?.email, who?.loginName, who?.id])
    .flatMap(name => name?.toLowerCase() || [])
