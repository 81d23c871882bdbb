import { defineCheck, derived } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'

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
  frameworks: [...cis3('5.1.1'), ...derived({ 'NIST 800-53': 'AU-12', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.15' })],
})
