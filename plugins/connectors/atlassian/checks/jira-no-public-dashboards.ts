import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { judgeShared } from './shared-thing.ts'

export const jiraNoPublicDashboards = defineCheck({
  name: 'jira-no-public-dashboards',
  title: 'No Jira dashboard is shared with the public',
  description:
    'A dashboard that is shared with the public names projects, people and often the titles of issues to everybody who has its address, and search engines find it.',
  severity: 'HIGH',
  category: 'public',
  points: 6,
  reads: ['dashboards'],
  each: 'dashboards',
  remediation:
    'In Jira open *Dashboards → View all dashboards*, edit each dashboard named here, and under *Viewers* remove *Public*. Under *Settings → System → General configuration* turn off *Public sharing*.',
  frameworks: derived({ 'NIST 800-53': 'AC-22', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.12' }),
  judgeRow: row => judgeShared(row, 'dashboard'),
  judge: judgeRows('dashboards', {
    say: (passing, all) => `${all - passing} of ${all} dashboards are shared with the public.`,
    none: 'There is no dashboard that the site account is shown.',
  }),
})
