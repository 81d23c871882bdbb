import { defineCheck, derived } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'

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
  frameworks: [...cis3('5.1.5'), ...derived({ 'NIST 800-53': 'SC-28', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.24' })],
})
