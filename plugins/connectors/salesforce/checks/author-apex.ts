import { defineCheck, derived } from '@casbah/sdk'
import { judgeHolders, mostHolders } from './holders.ts'

export const authorApex = defineCheck({
  name: 'author-apex',
  title: 'At most ten users may write code',
  description: 'Apex runs with all rights unless its author limits it.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 4,
  reads: ['authorApex'],
  parameters: mostHolders(10),
  remediation: 'Take *Author Apex* away in production; deploy from a sandbox instead.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3' }),
  judge: (read, { most }) => judgeHolders(read.authorApex, 'Author Apex', most),
})
