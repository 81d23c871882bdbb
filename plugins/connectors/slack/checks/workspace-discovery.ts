import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { workspace } from './shapes.ts'

export const workspaceDiscovery = defineCheck({
  name: 'workspace-discovery',
  title: 'No workspace lets everybody of the organisation in',
  description:
    'Whoever has an account of the organisation, or has taken one, joins an open workspace and reads its public channels.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['workspaces'],
  each: 'workspaces',
  touchedBy: ['pref.workspace_access_changed', 'workspace_created'],
  remediation:
    'In the organisation’s dashboard open *Workspaces*, the workspace, *Settings → Access*, and choose *By request* or *Invite only*.',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.15' }),
  judgeRow: row => {
    const { name, discoverability } = workspace.parse(row)
    return { name, passed: discoverability !== 'open', detail: discoverability }
  },
  judge: judgeRows('workspaces', {
    say: (passing, all) => `${passing} of ${all} workspaces are not open to everybody of the organisation.`,
    none: { status: 'CANNOT_TELL', message: 'Slack listed no workspace.' },
  }),
})
