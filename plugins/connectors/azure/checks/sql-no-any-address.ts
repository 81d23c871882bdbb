import { defineCheck, derived } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'

export const sqlNoAnyAddress = defineCheck({
  name: 'sql-no-any-address',
  title: 'No SQL server lets every address in',
  description: 'A rule from 0.0.0.0 to 255.255.255.255 opens the database to the whole internet.',
  severity: 'CRITICAL',
  category: 'network',
  points: 9,
  reads: [],
  remediation:
    'In the Azure portal open each SQL server, *Security → Networking → Firewall rules*, and remove the rule; name the addresses, or use a private endpoint.',
  frameworks: [...cis3('5.1.2'), ...derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' })],
})
