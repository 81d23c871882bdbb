import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const actionsRepositories = defineCheck({
  name: 'actions-repositories',
  title: 'Actions run in chosen repositories only',
  description:
    'Each repository that may run workflows is one more place from which the organisation’s secrets and runners can be reached.',
  severity: 'MEDIUM',
  category: 'supply-chain',
  points: 4,
  reads: ['actionsPermissions'],
  remediation: 'Open *Organization settings → Actions → General → Policies* and choose *Selected repositories*.',
  frameworks: derived({ 'NIST 800-53': 'CM-5', 'SOC 2': 'CC8.1', 'ISO 27001': 'A.8.25' }),
  judge: settingIs('actionsPermissions.enabled_repositories', ['selected', 'none'], {
    others: ['all'],
    say: which => `Repositories that may run actions: ${which}.`,
    unknown: 'GitHub did not tell which repositories may run actions.',
  }),
})
