import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { both, propertyIs } from './property-is.ts'

export const vaultRecoverable = defineCheck({
  name: 'vault-recoverable',
  title: 'Key vaults keep what is deleted',
  description:
    'Whoever may delete keys could destroy all data that they encrypt; so it must be possible to take it back.',
  severity: 'HIGH',
  category: 'backup',
  points: 7,
  reads: ['vaults'],
  each: 'vaults',
  remediation:
    'In the Azure portal open each key vault named here, *Settings → Properties*, and enable purge protection.',
  frameworks: [...cis6('8.3.5'), ...derived({ 'NIST 800-53': 'CP-9' })],
  // Soft delete is on wherever it was never set.
  judgeRow: both(
    propertyIs('enableSoftDelete', value => value === true, true),
    propertyIs('enablePurgeProtection', value => value === true, false),
  ),
  judge: judgeRows('vaults', {
    say: (passing, all) => `${passing} of ${all} key vaults keep what is deleted.`,
    none: 'There are no key vaults.',
  }),
})
