import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '3.0', requirement: '5.1.2' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
})
