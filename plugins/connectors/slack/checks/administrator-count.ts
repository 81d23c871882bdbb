import { defineCheck, derived, judgeListed, mostOf } from '@casbah/sdk'
import { members, workspaceName } from './people.ts'

export const administratorCount = defineCheck({
  name: 'administrator-count',
  title: 'A workspace has at most 5 owners and administrators',
  description: 'Who administers a workspace lets people and apps in. Each one more is one more account worth stealing.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: ['members'],
  parameters: mostOf(5, 'Most owners and administrators of a workspace.'),
  remediation:
    'In the organisation’s dashboard open *People → Members*, and under *Manage roles* make members of those who need not administer.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeListed(
    { members },
    'Slack did not tell who administers its workspaces.',
    ({ members }, { most }) =>
      members.map(({ parent, value }) => {
        const count = value.filter(({ is_admin: admin, is_owner: owner }) => admin || owner).length
        return { name: workspaceName(parent), passed: count <= most, detail: `${count} owners and administrators` }
      }),
    {
      say: (passing, all, { most }) =>
        `${passing} of ${all} workspaces have at most ${most} owners and administrators.`,
    },
  ),
})
