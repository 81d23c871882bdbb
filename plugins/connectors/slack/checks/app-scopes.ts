import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { known } from './known.ts'
import { approval } from './shapes.ts'

export const appScopes = defineCheck({
  name: 'app-scopes',
  title: 'No approved app administers or reads messages unless it was looked at',
  description:
    'Such an app sees what whole teams wrote, for as long as its token lasts and wherever its maker keeps it.',
  severity: 'HIGH',
  category: 'oauth',
  points: 7,
  reads: ['approvedApps'],
  each: 'approvedApps',
  parameters: known('allowed', 'IDs of apps that were looked at.'),
  remediation:
    'In the organisation’s dashboard open *Integrations → Installed apps*, look at what each app may do, and restrict it, or name it among the parameters of this check.',
  remediationAction: 'restrict-app',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
  judgeRow: (row, _, { allowed }) => {
    const { id, name, strong } = approval.parse(row)
    const passed = strong.length === 0 || allowed.includes(id)
    return { name, passed, detail: strong.join(', ') || 'no strong rights' }
  },
  judge: judgeRows('approvedApps', {
    say: (passing, all) =>
      `${passing} of ${all} approved apps neither administer nor read messages, or were looked at.`,
    none: { status: 'CANNOT_TELL', message: 'Slack listed no approved app: see whether apps need approval at all.' },
  }),
})
