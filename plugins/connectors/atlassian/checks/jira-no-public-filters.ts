import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { judgeShared } from './shared-thing.ts'

export const jiraNoPublicFilters = defineCheck({
  name: 'jira-no-public-filters',
  title: 'No Jira filter is shared with the public',
  description:
    'A filter that is shared with the public names projects, people and often the titles of issues to everybody who has its address, and search engines find it.',
  severity: 'HIGH',
  category: 'public',
  points: 6,
  reads: ['filters'],
  each: 'filters',
  remediation:
    'In Jira open *Filters → View all filters*, edit each filter named here, and under *Viewers* remove *Public*. Under *Settings → System → General configuration* turn off *Public sharing*.',
  frameworks: derived({ 'NIST 800-53': 'AC-22', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.12' }),
  judgeRow: row => judgeShared(row, 'filter'),
  judge: judgeRows('filters', {
    say: (passing, all) => `${all - passing} of ${all} filters are shared with the public.`,
    none: 'There is no filter that the site account is shown.',
  }),
})
