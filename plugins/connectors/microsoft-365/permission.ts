import { z } from 'zod'

const text = z.string().nullish()
const identity = z.looseObject({ email: text, loginName: text, id: text }).nullish()
const granted = z.looseObject({ user: identity, siteUser: identity, group: identity, siteGroup: identity }).nullish()
/** Who may open an item, by what, as Graph lists it. */
export const permission = z.looseObject({
  id: z.string().min(1),
  roles: z.array(z.string()).nullish(),
  link: z.looseObject({ scope: text }).nullish(),
  inheritedFrom: z.looseObject({ id: text, path: text }).nullish(),
  grantedToV2: granted,
  grantedToIdentitiesV2: z.array(granted).nullish(),
})
export type Permission = z.infer<typeof permission>

/** By which names somebody stands in it, in lower case. */
export const addressesOf = ({ grantedToV2, grantedToIdentitiesV2 }: Permission): string[] =>
  [grantedToV2, ...(grantedToIdentitiesV2 ?? [])]
    .flatMap(one => [one?.user, one?.siteUser, one?.group, one?.siteGroup])
    .flatMap(who => [who?.email, who?.loginName, who?.id])
    .flatMap(name => name?.toLowerCase() || [])
