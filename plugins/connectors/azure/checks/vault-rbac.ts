import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { propertyIs } from './property-is.ts'

export const vaultRbac = defineCheck({
  name: 'vault-rbac',
  title: 'Key vaults go by roles',
  description:
    'Access policies of a vault are its own: no review sees them, and who may change the vault may give themselves its secrets.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['vaults'],
  each: 'vaults',
  remediation:
    'In the Azure portal open each key vault named here, *Settings → Access configuration*, and choose *Azure role-based access control* once the roles are given.',
  frameworks: [...cis6('8.3.6'), ...derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' })],
  judgeRow: propertyIs('enableRbacAuthorization', value => value === true, false),
  judge: judgeRows('vaults', {
    say: (passing, all) => `${passing} of ${all} key vaults go by roles.`,
    none: 'There are no key vaults.',
  }),
})
