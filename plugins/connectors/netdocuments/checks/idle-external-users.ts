import { defineCheck, derived } from '@casbah/sdk'
import { judgeIdleUsers } from './idle-users.ts'

export const idleExternalUsers = defineCheck({
  name: 'idle-external-users',
  title: 'External users have signed in within 90 days',
  description:
    'People from outside are let in for one matter and stay when it is closed. Their own organisations do not say when they leave, so the account waits for whoever finds its password.',
  severity: 'MEDIUM',
  category: 'guest',
  points: 6,
  reads: ['users'],
  touchedBy: ['Repository add users', 'Repository remove users'],
  remediation:
    'Open *Admin → repository name → Add and Remove Users and Groups → External*, ask those responsible for the matter, and remove each user named here.',
  remediationAction: 'remove-user',
  frameworks: derived({ 'NIST 800-53': 'AC-2', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.15' }),
  judge: judgeIdleUsers(true),
})
