import { defineCheck, judgeTally } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-22', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.12', derived: true },
  ],
  judgeRow: row => judgeShared(row, 'filter'),
  judge: ({ filters }) =>
    judgeTally(filters, {
      say: (passing, all) => `${all - passing} of ${all} filters are shared with the public.`,
      none: 'There is no filter that the site account is shown.',
    }),
})
