import { defineListing, pathTo, translate, type AccountStatus, type Inventory, type ResourceListing } from '@casbah/sdk'
import { z } from 'zod'
import { BY_LINKS, BY_TOTAL, listOf, searchFor, sharedThings } from './lists.ts'
import { accessOf, shares } from './sharing.ts'
import { onSite } from './site.ts'

const text = z.string().nullish()
const user = z.looseObject({
  accountId: z.string().min(1),
  email: text,
  name: text,
  status: text,
  claimStatus: text,
  mfaEnabled: z.boolean().nullish(),
  platformRoles: z.array(z.string()).nullish(),
  groups: z.array(z.looseObject({ name: text })).nullish(),
  productAccess: z.array(z.looseObject({ lastActiveTimestamp: text })).nullish(),
})
const siteUser = z.looseObject({
  accountId: z.string().min(1),
  accountType: text,
  displayName: text,
  active: z.boolean().nullish(),
})
const domain = z.looseObject({
  attributes: z.looseObject({ name: text, claim: z.looseObject({ status: text }).nullish() }),
})
const sharedThing = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  viewUrl: text,
  view: text,
  owner: z.looseObject({ accountId: text }).nullish(),
  sharePermissions: shares.nullish(),
})

const STATUSES: Record<string, AccountStatus> = {
  active: 'ACTIVE',
  suspended: 'SUSPENDED',
  not_invited: 'INVITED',
  deactivated: 'SUSPENDED',
  for_deletion: 'DELETED',
}
/** Of the account itself, whatever a directory says; one that is active may still be suspended there. */
const ACCOUNT_STATUSES: Record<string, AccountStatus> = { inactive: 'SUSPENDED', closed: 'DELETED' }
const ADMINS = new Set(['atlassian/org-admin', 'atlassian/site-admin', 'atlassian/user-access-admin'])

/** Users of all directories, what their managed accounts say, then what is on the site alone: apps and customers. */
export const inventory: Inventory = {
  accounts: [
    defineListing({
      name: 'users',
      row: user,
      request: ({ config, cursor }) =>
        searchFor(config, 'users', { expand: ['platformRoles', 'groups', 'productAccess'] }, cursor),
      rows: 'data',
      page: BY_LINKS,
      scopes: ['read:directories:admin'],
      toAccount: row => ({
        externalId: row.accountId,
        email: row.email,
        displayName: row.name,
        status: translate(STATUSES, row.status) ?? 'UNKNOWN',
        isAdmin: row.platformRoles?.some(role => ADMINS.has(role)),
        isExternal: row.claimStatus ? row.claimStatus === 'unmanaged' : null,
        mfaEnabled: row.mfaEnabled,
        groups: row.groups?.flatMap(one => one.name || []),
        lastSeenAt: newest(row.productAccess?.map(({ lastActiveTimestamp }) => lastActiveTimestamp)),
      }),
    }),
    defineListing({
      name: 'managed-accounts',
      row: z.looseObject({ account_id: z.string().min(1), account_status: text, last_active: text }),
      request: ({ config, cursor }) => listOf(pathTo`/admin/v1/orgs/${config.organisation}/users`, {}, cursor),
      rows: 'data',
      page: BY_LINKS,
      scopes: ['read:accounts:admin'],
      toAccount: ({ account_id, account_status, last_active }) => {
        const status = translate(ACCOUNT_STATUSES, account_status)
        return {
          externalId: account_id,
          isExternal: false,
          ...(status && { status }),
          ...(last_active && { lastSeenAt: last_active }),
        }
      },
    }),
    defineListing({
      name: 'site-users',
      row: siteUser,
      request: ({ config, offset }) => ({
        url: onSite(config, '/rest/api/3/users/search'),
        query: { startAt: offset, maxResults: 50 },
      }),
      rows: '',
      page: { style: 'offset', size: 50 },
      scopes: ['read:jira-user'],
      // People of the organisation come with the others; what is on the site alone is told here.
      toAccount: ({ accountId, accountType, displayName, active }) => {
        if (accountType !== 'app' && accountType !== 'customer') return { externalId: accountId }
        return {
          externalId: accountId,
          displayName,
          status: active === true ? 'ACTIVE' : active === false ? 'SUSPENDED' : 'UNKNOWN',
          ...(accountType === 'app' ? { isService: true } : { isExternal: true }),
        }
      },
    }),
  ],
  groups: [
    defineListing({
      name: 'groups',
      row: z.looseObject({ id: z.string().min(1), name: text }),
      request: ({ config, cursor }) => searchFor(config, 'groups', {}, cursor),
      rows: 'data',
      page: BY_LINKS,
      scopes: ['read:directories:admin'],
      toGroup: ({ id, name }) => ({ externalId: id, name: name || id }),
    }),
    defineListing({
      name: 'group-members',
      each: 'groups',
      row: user,
      request: ({ config, cursor, parent }) => searchFor(config, 'users', { groupIds: [parent?.externalId] }, cursor),
      rows: 'data',
      page: BY_LINKS,
      scopes: ['read:directories:admin'],
      toGroup: ({ accountId }, parent) => ({
        externalId: parent?.externalId ?? '',
        name: parent?.name ?? parent?.externalId ?? '',
        members: [accountId],
      }),
    }),
  ],
  resources: [shared('filter'), shared('dashboard')],
  domains: [
    defineListing({
      name: 'domains',
      row: domain,
      request: ({ config, cursor }) => listOf(pathTo`/admin/v1/orgs/${config.organisation}/domains`, {}, cursor),
      rows: 'data',
      page: BY_LINKS,
      scopes: ['read:domains:admin'],
      toDomain: ({ attributes: { name, claim } }) => (claim?.status === 'verified' && name ? name : null),
    }),
  ],
}

/** What is shared in Jira, with whom. Ids of filters and dashboards may be the same. */
function shared(kind: 'filter' | 'dashboard'): ResourceListing {
  return defineListing({
    name: `${kind}s`,
    row: sharedThing,
    request: ({ config, offset }) => sharedThings(config, kind, offset),
    rows: 'values',
    page: BY_TOTAL,
    scopes: ['read:jira-work'],
    toResource: row => ({
      externalId: `${kind}:${row.id}`,
      kind: 'OTHER',
      name: `Jira ${kind}s/${row.name}`,
      url: row.viewUrl ?? row.view ?? undefined,
      owner: row.owner?.accountId ?? undefined,
      access: row.sharePermissions?.map(accessOf),
    }),
  })
}

const newest = (times: (string | null | undefined)[] = []) =>
  times.reduce<string | undefined>((last, time) => (time && (!last || time > last) ? time : last), undefined)
