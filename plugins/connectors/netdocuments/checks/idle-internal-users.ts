import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-2(3)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.18', derived: true },
  ],
  judge: judgeIdleUsers(false),
})
