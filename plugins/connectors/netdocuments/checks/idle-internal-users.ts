import { defineCheck, derived } from '@casbah/sdk'
import { judgeIdleUsers } from './idle-users.ts'

export const idleInternalUsers = defineCheck({
  name: 'idle-internal-users',
  title: 'Internal users have signed in within 90 days',
  description:
    'Nobody notices when the account of somebody who has left, or moved on, is used by another. It also keeps every right that its groups have.',
  severity: 'LOW',
  category: 'inactive',
  points: 4,
  reads: ['users'],
  touchedBy: ['Repository add users', 'Repository remove users'],
  remediation:
    'Open *Admin → repository name → Add and Remove Users and Groups*, choose each user named here and *Remove*. Accounts under single sign-on are removed at the identity provider, too.',
  remediationAction: 'remove-user',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeIdleUsers(false),
})
