import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { z } from 'zod'
import { approval } from './shapes.ts'

/** Rights with which an app reads what was said, or administers. */
const STRONG = /^admin($|[.:])|^auditlogs:|^discovery:|:history$|^search:read/

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
  // Where apps need no approval the list is empty, too.
  parameters: z.object({
    allowed: z.array(z.string().min(1)).max(1_000).default([]).describe('IDs of apps that were looked at.'),
  }),
  touchedBy: ['app_approved', 'app_restricted', 'app_removed_from_whitelist', 'app_scopes_expanded'],
  remediation:
    'In the organisation’s dashboard open *Integrations → Installed apps*, look at what each app may do, and restrict it, or name it among the parameters of this check.',
  remediationAction: 'restrict-app',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
  judgeRow: (row, _, { allowed }) => {
    const { app, scopes } = approval.parse(row)
    const strong = scopes.flatMap(({ name }) => (STRONG.test(name) ? [name] : []))
    return {
      name: app.name,
      passed: strong.length === 0 || allowed.includes(app.id),
      detail: strong.join(', ') || 'no strong rights',
    }
  },
  judge: judgeRows('approvedApps', {
    say: (passing, all) =>
      `${passing} of ${all} approved apps neither administer nor read messages, or were looked at.`,
    none: { status: 'CANNOT_TELL', message: 'Slack listed no approved app: see whether apps need approval at all.' },
  }),
})
