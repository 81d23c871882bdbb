import { at, type ReadSpec } from '@casbah/sdk'
import { LIST, listOf } from './lists.ts'

const changesPeople = ['a user was *', 'USER:*', 'customer admin was created']

/** Settings and lists that the checks read. */
export const reads = {
  sites: {
    request: () => ({ path: '/meetingPreferences/sites' }),
    rows: 'sites',
    page: { style: 'none' },
    scope: 'meeting:admin_preferences_read',
  },
  siteSettings: {
    each: 'sites',
    request: (_, { parent }) => ({
      path: '/admin/meeting/config/commonSettings',
      query: { siteUrl: String(at(parent, 'siteUrl')) },
    }),
    scope: 'meeting:admin_config_read',
  },
  people: {
    ...LIST,
    request: () => listOf('/people', { max: 100 }),
    scope: 'spark-admin:people_read',
    touchedBy: changesPeople,
  },
  roles: { ...LIST, request: () => ({ path: '/roles' }), scope: 'spark-admin:roles_read' },
  roleHolders: {
    ...LIST,
    each: 'roles',
    request: (_, { parent }) => listOf('/people', { max: 100, roles: String(at(parent, 'id')) }),
    scope: 'spark-admin:people_read',
    touchedBy: changesPeople,
  },
  spaces: {
    ...LIST,
    request: () => listOf('/rooms', { type: 'group' }),
    scope: 'spark-compliance:rooms_read',
    touchedBy: ['rooms.*'],
  },
} satisfies Record<string, ReadSpec>
