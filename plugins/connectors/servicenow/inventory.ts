import { defineListing, type ActivityDraft, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { instant, listed, pagesBy } from './table.ts'

const text = z.string().nullish()
const id = z.string().min(1)

/** Fields that a rule hides are simply not there. */
const user = z.looseObject({
  sys_id: id,
  user_name: id,
  email: text,
  name: text,
  active: text,
  locked_out: text,
  last_login_time: text,
  web_service_access_only: text,
  internal_integration_user: text,
  enable_multifactor_authn: text,
  source: text,
  sys_class_name: text,
})
const holder = z.looseObject({ sys_id: id, 'user.user_name': id, 'role.name': id })
const group = z.looseObject({ sys_id: id, name: id, email: text })
const member = z.looseObject({ sys_id: id, group: id, 'group.name': id, 'user.user_name': text })
const page = z.looseObject({ sys_id: id, page: id, active: text })
const credential = z.looseObject({
  sys_id: id,
  user: id,
  'user.user_name': text,
  peer: id,
  'peer.name': text,
  'peer.client_id': text,
  sys_created_on: text,
})

/** A table as a listing of its rows. */
const rowsOf = <Row extends z.ZodObject>(name: string, row: Row, condition?: string) => ({
  row,
  request: listed(name, Object.keys(row.shape).join(','), condition),
  ...pagesBy('sys_id'),
  scopes: [`read ${name}`],
})
/** Keys of the records of a table that an activity changed. */
const changedIn = (name: string) => (activity: ActivityDraft) =>
  activity.vendorAction.startsWith(name) ? (activity.targets ?? []).flatMap(({ id: key }) => key ?? []) : []
const flag = (value: string | null | undefined) => (value ? value === 'true' : undefined)

/** Roles that may change everything, or who may. */
export const ADMINS = ['admin', 'security_admin']
/** Kinds of users who are customers. */
const CUSTOMERS = ['customer_contact', 'csm_consumer_user']

export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof user>>({
      name: 'users',
      ...rowsOf('sys_user', user),
      toAccount: row => ({
        externalId: row.user_name,
        email: row.email || undefined,
        displayName: row.name || row.user_name,
        status: statusOf(row),
        isService: flag(row.web_service_access_only) || flag(row.internal_integration_user),
        isExternal: row.sys_class_name ? CUSTOMERS.includes(row.sys_class_name) : undefined,
        // Who comes from a directory or identity provider may have the second factor there.
        mfaEnabled: flag(row.enable_multifactor_authn) || (row.source ? undefined : flag(row.enable_multifactor_authn)),
        lastSeenAt: instant(row.last_login_time),
      }),
    }),
    defineListing<z.infer<typeof holder>>({
      name: 'administrators',
      ...rowsOf('sys_user_has_role', holder, `role.nameIN${ADMINS.join(',')}^state=active`),
      toAccount: row => ({
        externalId: row['user.user_name'],
        isAdmin: ADMINS.includes(row['role.name']) || undefined,
      }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      name: 'groups',
      ...rowsOf('sys_user_group', group),
      toGroup: row => ({ externalId: row.sys_id, name: row.name, email: row.email || undefined }),
    }),
    defineListing<z.infer<typeof member>>({
      name: 'members',
      ...rowsOf('sys_user_grmember', member),
      toGroup: row => ({
        externalId: row.group,
        name: row['group.name'],
        members: row['user.user_name'] ? [row['user.user_name']] : [],
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof page>>({
      name: 'public-pages',
      ...rowsOf('sys_public', page, 'active=true'),
      touched: changedIn('sys_public'),
      toResource: row => ({
        externalId: row.sys_id,
        kind: 'SITE',
        name: `/${row.page}.do`,
        access: row.active === 'true' ? [{ to: 'anyone', role: 'READ' }] : [],
      }),
    }),
  ],
  grants: [
    defineListing<z.infer<typeof credential>>({
      name: 'oauth-tokens',
      ...rowsOf('oauth_credential', credential),
      touched: changedIn('oauth_'),
      toGrant: row => ({
        // A program has several tokens of one user at a time, and new ones every half hour.
        externalId: `${row.peer}:${row.user}`,
        clientId: row['peer.client_id'] ?? row.peer,
        clientName: row['peer.name'] ?? row.peer,
        account: row['user.user_name'] ?? row.user,
        // What a token may do is not told; mostly it is all that the user may.
        scopes: [],
        risk: 'MEDIUM',
        grantedAt: instant(row.sys_created_on),
      }),
    }),
  ],
}

function statusOf({ active, locked_out }: z.infer<typeof user>) {
  if (active === 'false') return 'DELETED'
  if (locked_out === 'true') return 'SUSPENDED'
  return active === 'true' && locked_out === 'false' ? 'ACTIVE' : 'UNKNOWN'
}
