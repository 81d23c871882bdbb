import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { z } from 'zod'
import { installation, names } from './shapes.ts'

export const appInstallations = defineCheck({
  name: 'app-installations',
  title: 'No app may write to all repositories',
  description:
    'An app with write access everywhere is one vendor’s leak away from changing all the code of the company.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 6,
  reads: ['installations'],
  each: 'installations',
  emptyPasses: ['installations'],
  parameters: z.object({ allowed: names('Names of apps, as in their address, that may write everywhere.') }),
  remediation:
    'Open *Organization settings → GitHub Apps*, choose *Configure* beside the app and *Only select repositories*, or name it among the allowed apps here.',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
  judgeRow: (row, _, { allowed }) => {
    const { app_slug: name, repository_selection: selection, permissions } = installation.parse(row)
    const writes = ['administration', 'contents', 'workflows'].filter(one => permissions[one] === 'write')
    const passed = selection === 'selected' || writes.length === 0 || allowed.includes(name)
    return { name, passed, detail: `repositories: ${selection}; may write ${writes.join(', ') || 'none of the code'}` }
  },
  judge: judgeRows('installations', {
    say: (passing, all) => `${passing} of ${all} apps are kept from writing to all repositories.`,
    none: 'No app is installed.',
  }),
})
