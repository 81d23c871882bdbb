import { defineCheck, settingIs, stated } from '@casbah/sdk'

export const methodsMigrated = defineCheck({
  name: 'methods-migrated',
  title: 'Authentication methods are ruled in one place',
  description:
    'As long as the older rules for second factors and password resets count too, what the policy forbids may still be allowed there.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 3,
  reads: ['methods'],
  remediation:
    'In the Entra admin center open *Protection → Authentication methods → Policies → Manage migration* and finish it.',
  frameworks: stated({ 'CISA SCuBA': 'MS.AAD.3.4v1', 'NIST 800-53': 'CM-7' }),
  judge: settingIs('methods.policyMigrationState', 'migrationComplete', {
    say: value => `The migration of authentication methods stands at ${value}.`,
    unknown: 'Microsoft did not tell how far the migration is; the right Policy.Read.All is needed.',
    others: ['preMigration', 'migrationInProgress'],
  }),
})
