import {
  defineListing,
  emailIn,
  fullName,
  pathTo,
  translate,
  type AccessDraft,
  type ActivityDraft,
  type Inventory,
} from '@casbah/sdk'
import { z } from 'zod'
import { itemPath } from './item-path.ts'
import { folders, groups, links, users } from './lists.ts'

const text = z.string().nullish()
const user = z.looseObject({
  id: z.number().int(),
  userName: text,
  email: text,
  name: z.looseObject({ givenName: text, familyName: text }).nullish(),
  active: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  userType: text,
  isServiceAccount: z.boolean().nullish(),
  lastActiveDate: text,
})
const group = z.looseObject({ id: z.string().min(1), displayName: text })
const members = group.extend({ members: z.array(z.looseObject({ value: z.number().int() })) })
const folder = z.looseObject({ path: z.string().startsWith('/') })
const levels = z.record(z.string(), z.string()).nullish()
const permissions = z.looseObject({ userPerms: levels, groupPerms: levels })
const link = z.looseObject({
  id: z.string().min(1),
  path: z.string().min(1),
  url: text,
  accessibility: text,
  recipients: z.array(z.string()).nullish(),
  created_by: text,
  creation_date: text,
})

const ROLES = { 'Viewer Only': 'READ', Viewer: 'READ', Editor: 'WRITE', Full: 'WRITE', Owner: 'OWN' } as const

/** Groups that everybody is in who is not from outside. */
const EVERYBODY = /^all (users|power users)$/i

/** Users, groups with their members, the folders right below /Shared with who may do what, and the sharing links, each with whom it lets in. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      name: 'users',
      row: user,
      ...users,
      scopes: ['Egnyte.user'],
      toAccount: ({ id, userName, email, name, active, locked, userType, isServiceAccount, lastActiveDate }) => ({
        externalId: String(id),
        email,
        displayName: fullName(name?.givenName, name?.familyName) ?? userName,
        status: active == null ? 'UNKNOWN' : active && !locked ? 'ACTIVE' : 'SUSPENDED',
        isAdmin: userType == null ? undefined : userType === 'admin',
        isService: isServiceAccount,
        lastSeenAt: instant(lastActiveDate),
      }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      name: 'groups',
      row: group,
      ...groups,
      scopes: ['Egnyte.group'],
      toGroup: ({ id, displayName }) => ({ externalId: id, name: displayName || id }),
    }),
    defineListing<z.infer<typeof members>>({
      name: 'group-members',
      each: 'groups',
      row: members,
      request: ({ parent }) => ({ path: pathTo`/pubapi/v2/groups/${parent?.externalId}` }),
      rows: '',
      page: { style: 'none' },
      scopes: ['Egnyte.group'],
      toGroup: ({ id, displayName, members: all }) => ({
        externalId: id,
        name: displayName || id,
        members: all.map(({ value }) => String(value)),
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof folder>>({
      name: 'folders',
      row: folder,
      ...folders,
      scopes: ['Egnyte.filesystem'],
      toResource: ({ path }) => ({ externalId: path, kind: 'FOLDER', name: path }),
      touched: foldersIn,
    }),
    defineListing<z.infer<typeof permissions>>({
      name: 'folder-permissions',
      each: 'folders',
      row: permissions,
      request: ({ parent }) => ({ path: itemPath('/pubapi/v2/perms', parent?.externalId) }),
      rows: '',
      page: { style: 'none' },
      scopes: ['Egnyte.permission'],
      toResource: ({ userPerms, groupPerms }, parent) => ({
        externalId: parent?.externalId ?? '',
        kind: 'FOLDER',
        name: parent?.externalId ?? '',
        access: [...accessIn(userPerms, 'user'), ...accessIn(groupPerms, 'group')],
      }),
    }),
    defineListing<z.infer<typeof link>>({
      name: 'links',
      row: link,
      ...links,
      scopes: ['Egnyte.link'],
      toResource: ({ id, path, url, created_by, creation_date, ...of }) => ({
        externalId: id,
        kind: 'OTHER',
        name: path,
        url,
        owner: emailIn(created_by),
        access: openTo(of),
        modifiedAt: instant(creation_date),
      }),
    }),
  ],
}

const accessIn = (all: z.infer<typeof levels>, to: 'user' | 'group'): AccessDraft[] =>
  Object.entries(all ?? {}).flatMap(([name, level]) => {
    const role = translate(ROLES, level)
    return role ? [{ to: to === 'group' && EVERYBODY.test(name) ? 'organisation' : to, name, role }] : []
  })

/** With a password it still opens to whoever has address and password. One of a kind that is not known is taken for the widest. */
function openTo({
  accessibility,
  recipients,
}: Pick<z.infer<typeof link>, 'accessibility' | 'recipients'>): AccessDraft[] {
  if (accessibility === 'domain') return [{ to: 'organisation', role: 'READ' }]
  if (accessibility === 'recipients') return (recipients ?? []).map(name => ({ to: 'user', name, role: 'READ' }))
  return [{ to: 'link', role: 'READ' }]
}

/** Times with a zone; others are left out. */
function instant(time: string | null | undefined): string | undefined {
  const zoned = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(time ?? '')
  return zoned ? time?.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : undefined
}

/** A permission that was changed below a folder is taken to concern it. */
function foldersIn({ vendorAction, targets = [] }: ActivityDraft): string[] {
  if (!vendorAction.startsWith('PERMISSION_AUDIT ')) return []
  return targets.flatMap(({ id }) => /^\/Shared\/[^/]+/.exec(id ?? '')?.[0] ?? [])
}
