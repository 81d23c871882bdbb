import { at, defineCheck, settingIs } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SR-3', derived: true },
    { framework: 'SOC 2', requirement: 'CC8.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.21', derived: true },
  ],
  judge: (read, parameters) =>
    at(read, 'actionsPermissions.enabled_repositories') === 'none'
      ? { status: 'NOT_APPLICABLE', message: 'No repository may run actions.' }
      : allowed(read, parameters),
})
