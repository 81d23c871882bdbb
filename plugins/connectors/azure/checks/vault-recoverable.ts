import { defineCheck, judgeTally } from '@casbah/sdk'
import { propertyIs } from './property-is.ts'

export const vaultRecoverable = defineCheck({
  name: 'vault-recoverable',
  title: 'Key vaults keep what is deleted',
  description:
    'Whoever may delete keys could destroy all data that they encrypt. With soft delete and purge protection it can be taken back.',
  severity: 'HIGH',
  category: 'backup',
  points: 7,
  reads: ['vaults'],
  each: 'vaults',
  remediation:
    'In the Azure portal open each key vault named here, *Settings → Properties*, and enable purge protection.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.3.5' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CP-9', derived: true },
    { framework: 'SOC 2', requirement: 'A1.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.13', derived: true },
  ],
  // Soft delete is on wherever it was never set.
  judgeRow: row => {
    const soft = propertyIs('enableSoftDelete', value => value === true, true)(row)
    return soft !== 'UNCLEAR' && soft.passed
      ? propertyIs('enablePurgeProtection', value => value === true, false)(row)
      : soft
  },
  judge: ({ vaults }) =>
    judgeTally(vaults, {
      say: (passing, all) => `${passing} of ${all} key vaults keep what is deleted.`,
      none: 'There are no key vaults.',
    }),
})
