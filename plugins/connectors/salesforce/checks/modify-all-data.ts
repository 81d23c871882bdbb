import { defineCheck, derived } from '@casbah/sdk'
import { judgeHolders, mostHolders } from './holders.ts'

export const modifyAllData = defineCheck({
  name: 'modify-all-data',
  title: 'At most five users may modify all data',
  description: 'Modify All Data goes round every sharing rule; each holder is one more account that is worth stealing.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['modifyAllData'],
  parameters: mostHolders(5),
  remediation:
    'In *Setup → Permission Sets* and *Profiles* take *Modify All Data* away and give rights on the objects that are needed.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3' }),
  judge: (read, { most }) => judgeHolders(read.modifyAllData, 'Modify All Data', most),
})
