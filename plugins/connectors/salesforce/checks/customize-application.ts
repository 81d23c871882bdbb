import { defineCheck, derived } from '@casbah/sdk'
import { judgeHolders, mostHolders } from './holders.ts'

export const customizeApplication = defineCheck({
  name: 'customize-application',
  title: 'At most ten users may change the org itself',
  description:
    'Customize Application lets its holder change objects, flows and connected apps, and so what everybody else may do.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 4,
  reads: ['customizeApplication'],
  parameters: mostHolders(10),
  remediation: 'Take *Customize Application* away in production and deploy changes from a sandbox.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3' }),
  judge: (read, { most }) => judgeHolders(read.customizeApplication, 'Customize Application', most),
})
