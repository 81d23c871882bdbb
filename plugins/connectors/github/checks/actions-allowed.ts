import { at, defineCheck, derived, settingIs } from '@casbah/sdk'

const allowed = settingIs('actionsPermissions.allowed_actions', ['selected', 'local_only'], {
  others: ['all'],
  say: which => `Actions that may run: ${which}.`,
  unknown: 'GitHub did not tell which actions may run.',
})

export const actionsAllowed = defineCheck({
  name: 'actions-allowed',
  title: 'Only chosen actions may run',
  description:
    'An action runs with the rights of the workflow. When any may run, a stranger’s code is one line away from the secrets of the build.',
  severity: 'MEDIUM',
  category: 'supply-chain',
  points: 6,
  reads: ['actionsPermissions'],
  remediation:
    'Open *Organization settings → Actions → General → Policies* and choose *Allow enterprise, and select non-enterprise, actions and reusable workflows*, or none from outside.',
  frameworks: derived({ 'NIST 800-53': 'SR-3', 'SOC 2': 'CC8.1', 'ISO 27001': 'A.5.21' }),
  judge: (read, parameters) =>
    at(read, 'actionsPermissions.enabled_repositories') === 'none'
      ? { status: 'NOT_APPLICABLE', message: 'No repository may run actions.' }
      : allowed(read, parameters),
})
