import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jiraError } from './errors.ts'
import { jiraPage } from './pages.ts'
import type { AtlassianSettings, AtlassianShared } from './settings.ts'

export interface Site {
  /** Host of the site. */
  host: string
  accounts: VendorAccount[]
  settings: AtlassianSettings
  now: () => number
  pageRows: number
}

/** What Jira and Confluence answer beside their logs. */
export function answerSite(site: Site, { method, path, query }: VendorRequest): VendorAnswer {
  const { settings, accounts, now, host, pageRows } = site
  const [, scheme = '', grant = ''] = /^\/rest\/api\/3\/permissionscheme\/(\d+)\/permission\/(\d+)$/.exec(path) ?? []
  if (grant !== '' && method === 'DELETE') return removeGrant(settings, Number(scheme), Number(grant))
  if (method !== 'GET') return jiraError(404, 'Not found')
  switch (path) {
    case '/rest/api/3/serverInfo':
      return {
        status: 200,
        body: {
          baseUrl: `https://${host}`,
          version: '1001.0.0-SNAPSHOT',
          deploymentType: 'Cloud',
          serverTime: new Date(now()).toISOString().replace('Z', '+0000'),
          serverTitle: 'Jira',
        },
      }
    case '/rest/api/3/users/search': {
      const people = accounts.map(({ id, name, status }) => ({
        accountId: id,
        accountType: 'atlassian',
        displayName: name,
        active: status === 'ACTIVE',
      }))
      const all = [...people, ...settings.siteUsers.map(user => ({ ...user, active: true }))]
      return { status: 200, body: jiraPage(all, query, 1_000).values }
    }
    case '/rest/api/3/filter/search':
      return { status: 200, body: jiraPage(settings.filters.map(shared(site, 'filter')), query, pageRows) }
    case '/rest/api/3/dashboard/search':
      return { status: 200, body: jiraPage(settings.dashboards.map(shared(site, 'dashboard')), query, pageRows) }
    case '/rest/api/3/mypermissions': {
      const key = query.get('permissions') ?? ''
      if (key !== 'ADMINISTER') return jiraError(400, 'This emulated site tells of the permission ADMINISTER alone.')
      const permission = { id: '0', key, name: 'Administer Jira', type: 'GLOBAL', havePermission: settings.siteAdmin }
      return { status: 200, body: { permissions: { [key]: permission } } }
    }
    case '/rest/api/3/permissionscheme': {
      const withGrants = /permissions|all/.test(query.get('expand') ?? '')
      const permissionSchemes = settings.permissionSchemes.map(({ permissions, ...one }) => ({
        ...one,
        ...(withGrants && { permissions }),
      }))
      return { status: 200, body: { permissionSchemes } }
    }
    case '/wiki/rest/api/audit/retention':
      return { status: 200, body: settings.auditRetention }
    default:
      return jiraError(404, 'Not found')
  }
}

/** Filters tell their address as `viewUrl`, dashboards as `view`. */
const shared =
  ({ host, accounts }: Site, kind: 'filter' | 'dashboard') =>
  ({ id, name, owner, sharePermissions }: AtlassianShared) => {
    const account = accounts.find(one => one.id === owner)
    const address = {
      filter: { viewUrl: `https://${host}/issues/?filter=${id}` },
      dashboard: { view: `https://${host}/dashboard/${id}` },
    }
    return {
      id,
      name,
      owner: { accountId: owner, displayName: account?.name ?? owner },
      sharePermissions,
      ...address[kind],
    }
  }

function removeGrant(settings: AtlassianSettings, scheme: number, grant: number): VendorAnswer {
  const found = settings.permissionSchemes.find(({ id }) => id === scheme)
  if (!found?.permissions.some(({ id }) => id === grant))
    return jiraError(400, 'The permission scheme has no such grant.')
  found.permissions = found.permissions.filter(({ id }) => id !== grant)
  return { status: 204 }
}
