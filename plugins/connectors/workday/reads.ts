import type { ReadSpec } from '@casbah/sdk'
import { reportOf, rightOf, type Report } from './addresses.ts'

const listed = (report: Report, touchedBy: string[]): ReadSpec => ({
  request: config => reportOf(config, report),
  rows: 'Report_Entry',
  page: { style: 'none' },
  scope: rightOf(report),
  touchedBy,
})

/** All that checks judge by stands in reports. */
export const reads: Record<string, ReadSpec> = {
  accounts: listed('accounts', [
    'Create Workday Account',
    'Edit Workday Account',
    'Create Integration System User',
    'Assign User-Based Security Groups for Person',
    'Assign Users to User-Based Security Group',
    'Terminate Employee',
  ]),
  authenticationRules: listed('authentication', [
    'Manage Authentication Policies',
    'Edit Authentication Policy',
    'Activate All Pending Authentication Policy Changes',
  ]),
  /** One row, that of the tenant: `{Report_Entry: [{…}]}`. */
  tenantSecurity: {
    request: config => reportOf(config, 'security'),
    scope: rightOf('security'),
    touchedBy: ['Edit Tenant Setup - Security', 'Edit Tenant Setup - System', 'Maintain Password Rules'],
  },
}
