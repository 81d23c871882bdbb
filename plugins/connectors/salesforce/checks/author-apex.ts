import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6(5)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
  ],
  judge: (read, { most }) => judgeHolders(read.authorApex, 'Author Apex', most),
})
