import { defineCheck, derived } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'

export const sqlEntraAdmin = defineCheck({
  name: 'sql-entra-admin',
  title: 'SQL servers have an administrator of Entra',
  description: 'Passwords of the server itself know no second factor, and nobody ends them when people leave.',
  severity: 'MEDIUM',
  category: 'sso',
  points: 5,
  reads: [],
  remediation:
    'In the Azure portal open each SQL server, *Settings → Microsoft Entra ID*, set an administrator, and allow Entra authentication only.',
  frameworks: [...cis3('5.1.4'), ...derived({ 'NIST 800-53': 'IA-2', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' })],
})
