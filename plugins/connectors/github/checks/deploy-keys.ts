import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { repository } from './branches.ts'

export const deployKeys = defineCheck({
  name: 'deploy-keys',
  title: 'Deploy keys can only read',
  description:
    'A deploy key has no second factor and no owner who would notice. One that can write changes the code for whoever finds it.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 5,
  reads: ['branches'],
  each: 'branches',
  remediationAction: 'delete-deploy-key',
  remediation:
    'Open the repository’s *Settings → Deploy keys*, delete the key and add it again without *Allow write access*.',
  frameworks: derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judgeRow: row => {
    const { nameWithOwner: name, isArchived, deployKeys } = repository.parse(row)
    if (isArchived || deployKeys.nodes.length === 0) return null
    const writing = deployKeys.nodes.flatMap(({ title, readOnly }) => (readOnly ? [] : [title]))
    return { name, resource: name, passed: writing.length === 0, detail: `can write: ${writing.join(', ') || 'none'}` }
  },
  judge: judgeRows('branches', {
    say: (passing, all) => `In ${passing} of ${all} repositories that have deploy keys they can only read.`,
    none: 'There are no deploy keys.',
  }),
})
