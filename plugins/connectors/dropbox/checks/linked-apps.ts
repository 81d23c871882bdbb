import { defineCheck, derived, judgeTally } from '@casbah/sdk'
import { z } from 'zod'
import { linkedApps as linked } from './shapes.ts'

export const linkedApps = defineCheck({
  name: 'linked-apps',
  title: 'No app reaches all files of a member unless it was looked at',
  description: 'Such an app reads and changes all that the member can, wherever its maker keeps it.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 5,
  reads: ['linkedApps'],
  each: 'linkedApps',
  parameters: z.object({
    allowed: z.array(z.string().min(1)).max(1_000).default([]).describe('IDs of apps looked at.'),
  }),
  remediation: 'In the admin console open *Settings → Manage apps*, and unlink each, or allow it by the parameters.',
  remediationAction: 'revoke-app',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
  judgeRow: (row, _, { allowed }) => {
    const { team_member_id: account, linked_api_apps: apps } = linked.parse(row)
    const loose = apps.filter(({ app_id: id, is_app_folder: isFenced }) => !isFenced && !allowed.includes(id))
    return { name: account, account, passed: loose.length === 0, detail: loose.map(app => app.app_name).join(', ') }
  },
  judge: ({ linkedApps: apps }) =>
    judgeTally(apps, {
      say: (passing, all) => `${passing} of ${all} members have no app linked that reaches all files.`,
      none: { status: 'CANNOT_TELL', message: 'Dropbox listed no linked app, or Casbah may not see them.' },
    }),
})
