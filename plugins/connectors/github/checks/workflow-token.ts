import { defineCheck, derived, settingsAre, stated } from '@casbah/sdk'

export const workflowToken = defineCheck({
  name: 'workflow-token',
  title: 'Workflows get a token that can only read and cannot approve',
  description:
    'Every workflow run gets a token. When it can write by default, or approve pull requests, one bad dependency in one workflow can change the code past all reviews.',
  severity: 'HIGH',
  category: 'supply-chain',
  points: 7,
  reads: ['workflowPermissions'],
  remediation:
    'Open *Organization settings → Actions → General → Workflow permissions*: choose *Read repository contents and packages permissions* and untick *Allow GitHub Actions to create and approve pull requests*.',
  frameworks: [
    ...stated({ 'OpenSSF Scorecard': 'Token-Permissions' }),
    ...derived({ 'NIST 800-53': 'CM-5', 'SOC 2': 'CC8.1' }),
  ],
  judge: settingsAre(
    [
      { name: 'can only read', path: 'workflowPermissions.default_workflow_permissions', is: 'read' },
      { name: 'cannot approve', path: 'workflowPermissions.can_approve_pull_request_reviews', is: false },
    ],
    {
      say: passing =>
        `Of reading only and not approving, ${['neither', 'one', 'both'][passing]} holds for the token of workflows.`,
      unknown: 'GitHub did not give the permissions of workflows.',
    },
  ),
})
