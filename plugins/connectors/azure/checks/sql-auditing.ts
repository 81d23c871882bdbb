import { defineCheck } from '@casbah/sdk'

export const sqlAuditing = defineCheck({
  name: 'sql-auditing',
  title: 'SQL servers keep an audit log',
  description: 'What is read in a database shows nowhere else.',
  severity: 'HIGH',
  category: 'logging',
  points: 6,
  reads: [],
  remediation:
    'In the Azure portal open each SQL server, *Security → Auditing*, and enable it with a workspace, storage account or event hub.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '3.0', requirement: '5.1.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AU-12', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.15', derived: true },
  ],
})
