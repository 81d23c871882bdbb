import { defineCheck, judgeListed, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { NO_ROLES, NOBODY, privileged, roleAssignments } from './roles.ts'
import { syncedUsers } from './shapes.ts'

export const adminsCloudOnly = defineCheck({
  name: 'admins-cloud-only',
  title: 'Administrators have accounts of the cloud alone',
  description:
    'An account that is kept on the premises falls with the network there: who owns that, owns the directory in the cloud.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['roleAssignments', 'syncedUsers'],
  emptyPasses: ['syncedUsers'],
  remediation:
    'In the Entra admin center open *Identity → Users*, create accounts for those who are named, give these the roles, and take them from the synchronised ones.',
  frameworks: [
    ...cis('1.1.1'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.7.3v1', 'CIS Controls': '5.4', 'NIST 800-53': 'AC-6(5)' }),
  ],
  judge: judgeListed(
    { roleAssignments, syncedUsers },
    NO_ROLES,
    ({ roleAssignments, syncedUsers: synced }) =>
      privileged(roleAssignments).map(id => ({ name: synced.get(id) ?? id, passed: !synced.has(id), account: id })),
    { say: (own, all) => `${own} of ${all} with a privileged role are not synchronised from elsewhere.`, none: NOBODY },
  ),
})
