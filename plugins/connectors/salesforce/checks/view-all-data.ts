import { defineCheck, derived } from '@casbah/sdk'
import { judgeHolders, mostHolders } from './holders.ts'

export const viewAllData = defineCheck({
  name: 'view-all-data',
  title: 'At most ten users may view all data',
  description: 'View All Data is enough to take every record of the org along.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['viewAllData'],
  parameters: mostHolders(10),
  remediation:
    'In *Setup → Permission Sets* and *Profiles* take *View All Data* away and share the records that are needed.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3' }),
  judge: (read, { most }) => judgeHolders(read.viewAllData, 'View All Data', most),
})
