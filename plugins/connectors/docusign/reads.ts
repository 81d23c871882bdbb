import { at, type ReadSpec } from '@casbah/sdk'
import { admin, LIST, partOf, profileOf } from './hosts.ts'

const scope = 'signature'
const changesSettings = ['Account.Setting*', 'Account.Updated']
const changesUsers = ['Account.User*', 'User.*', 'PermissionSet.*']

/** Settings and lists that the checks read. */
export const reads = {
  settings: { request: () => ({ path: '/settings' }), scope, touchedBy: changesSettings },
  passwordRules: { request: () => ({ path: '/settings/password_rules' }), scope, touchedBy: changesSettings },
  purge: {
    request: () => ({ path: '/settings/envelope_purge_configuration' }),
    scope,
    touchedBy: changesSettings,
  },
  users: {
    ...LIST,
    request: (_, { offset }) => partOf('/users', offset, { additional_info: true, status: 'Active' }),
    rows: 'users',
    scope,
    touchedBy: changesUsers,
  },
  profiles: {
    each: 'users',
    request: (config, { parent }) => profileOf(config, at(parent, 'userId')),
    scope: 'user_read',
    // Of somebody whom the organisation does not manage.
    answers: [404],
    touchedBy: changesUsers,
  },
  connect: {
    request: () => ({ path: '/connect' }),
    rows: 'configurations',
    page: { style: 'none' },
    scope,
    touchedBy: ['Connect.*'],
  },
  sharedAccess: {
    ...LIST,
    request: (_, { offset }) => partOf('/shared_access', offset, { item_type: 'envelopes' }),
    rows: 'sharedAccess',
    scope,
  },
  identityProviders: {
    request: config => ({ url: admin(config, '/identity_providers') }),
    rows: 'identity_providers',
    page: { style: 'none' },
    scope: 'identity_provider_read',
    touchedBy: ['Organization.IdentityProvider*'],
  },
  domains: {
    request: config => ({ url: admin(config, '/reserved_domains') }),
    rows: 'reserved_domains',
    page: { style: 'none' },
    scope: 'domain_read',
    touchedBy: ['Organization.Domain*'],
  },
} satisfies Record<string, ReadSpec>
