import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { allowed, sharedOutside, shares, UNSEEN, users } from './shapes.ts'

export const sharedWorkspaces = defineCheck({
  name: 'shared-workspaces',
  title: 'Nobody from outside may change a workspace',
  description: 'Whoever edits or administers a workspace does so with all that is in it now, and all that will come.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 6,
  reads: ['users', 'workspaces', 'workspaceShares'],
  parameters: allowed,
  remediation:
    'Open each workspace named here, *Share*, and remove those from outside or leave them *Viewer*; share single sheets with them.',
  remediationAction: 'remove-share',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': ['CC6.1', 'CC6.7'], 'ISO 27001': 'A.5.14' }),
  judge: judgeListed(
    { users, workspaceShares: shares.min(1) },
    UNSEEN,
    (read, more: { allowed: string[] }) =>
      sharedOutside(read.workspaceShares, read.users, more.allowed, /^(OWNER|ADMIN|EDITOR|EDITOR_SHARE)$/),
    { say: (passing, all) => `${all - passing} of ${all} workspaces can be changed by somebody from outside.` },
  ),
})
