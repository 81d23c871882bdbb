import { defineCheck } from '@casbah/sdk'

export const sqlEncryption = defineCheck({
  name: 'sql-encryption',
  title: 'SQL databases are encrypted',
  description: 'Backups and files of a database that is not can be read by whoever gets hold of them.',
  severity: 'HIGH',
  category: 'encryption',
  points: 5,
  reads: [],
  remediation:
    'In the Azure portal open each SQL database, *Security → Data Encryption*, and switch transparent data encryption on.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '3.0', requirement: '5.1.5' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-28', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.24', derived: true },
  ],
})
