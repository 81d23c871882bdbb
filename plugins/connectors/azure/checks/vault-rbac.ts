import { defineCheck, judgeTally } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.3.6' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judgeRow: propertyIs('enableRbacAuthorization', value => value === true, false),
  judge: ({ vaults }) =>
    judgeTally(vaults, {
      say: (passing, all) => `${passing} of ${all} key vaults go by roles.`,
      none: 'There are no key vaults.',
    }),
})
