import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '3.0', requirement: '5.1.4' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
})
