import type { HttpRequest, VendorScope } from '@casbah/sdk'

/** An hour that ends where it begins is answered with nothing, and only to who may ask. */
const NO_TIME = '2026-01-01T00:00:00Z'

const scope = (name: string, reason: string, needs: string, probe: HttpRequest): VendorScope => ({
  scope: name,
  reason,
  remedy: `${needs} Signed in by consent, the app must ask for \`${name}\`: connect it again. An API access token may do what its user may.`,
  probe: () => probe,
})
const some = (path: string): HttpRequest => ({ path, query: { page: 1, pageSize: 1 } })

/** Rights to read, each with what it is for. */
export const READS = [
  scope(
    'READ_EVENTS',
    'Reads the events of the organisation.',
    'The plan must have the *Event Reporting* add-on (Enterprise or Advanced Work Management), and the account must be a *System Admin* (*Admin Center → User Management*).',
    { path: '/events', query: { since: NO_TIME, to: NO_TIME } },
  ),
  scope(
    'READ_USERS',
    'Lists users and groups.',
    'In *Admin Center → User Management* make the account a *System Admin*.',
    some('/users'),
  ),
  scope(
    'READ_SHEETS',
    'Lists sheets, reports and workspaces, what of them is published, and with whom anything is shared.',
    'Share the workspaces to be watched with the account, as *Admin*.',
    some('/sheets'),
  ),
  scope(
    'READ_SIGHTS',
    'Lists dashboards, and what of them is published.',
    'Share the workspaces to be watched with the account, as *Admin*.',
    some('/sights'),
  ),
]

/** What consent asks for: that, and what actions change. */
export const ALL = [
  ...READS.map(({ scope: name }) => name),
  'ADMIN_USERS',
  'SHARE_SHEETS',
  'ADMIN_SHEETS',
  'ADMIN_SIGHTS',
]
