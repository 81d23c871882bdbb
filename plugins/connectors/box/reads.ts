import type { ReadSpec } from '@casbah/sdk'
import { enterpriseSettings } from './enterprise-settings.ts'
import { list, MARKER } from './list.ts'
import { USER_FIELDS } from './user.ts'

/** Settings and lists that the checks read. */
export const reads = {
  /** `{security: {…: {value, is_used}}, content_and_sharing, user_settings, shield}`. */
  settings: {
    request: enterpriseSettings,
    scope: 'manage_enterprise_properties',
    // Of its settings Box logs next to no change.
    touchedBy: ['EXTERNAL_COLLAB_SECURITY_SETTINGS', 'ENTERPRISE_APP_AUTHORIZATION_UPDATE'],
  },
  users: {
    request: (_, { cursor }) => list('/users', cursor, { user_type: 'managed', fields: USER_FIELDS }),
    rows: 'entries',
    page: MARKER,
    scope: 'manage_managed_users',
    touchedBy: ['NEW_USER', 'EDIT_USER', 'DELETE_USER', 'CHANGE_ADMIN_ROLE'],
  },
  retentionPolicies: {
    request: (_, { cursor }) => ({
      path: '/retention_policies',
      query: { fields: 'policy_name,status,assignment_counts', marker: cursor, limit: 1000 },
    }),
    rows: 'entries',
    page: MARKER,
    scope: 'manage_data_retention',
    touchedBy: ['DATA_RETENTION_*', 'RETENTION_POLICY_*'],
  },
} satisfies Record<string, ReadSpec>
