import { defineCheck, derived } from '@casbah/sdk'
import { judgeHolders, mostHolders } from './holders.ts'

export const manageUsers = defineCheck({
  name: 'manage-users',
  title: 'At most five users may manage users',
  description: 'Who manages users can give himself any right, or reset the password of whoever has it.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['manageUsers'],
  parameters: mostHolders(5),
  remediation:
    'Use *Setup → Delegated Administration* for those who only help with passwords, and take *Manage Users* away.',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3' }),
  judge: (read, { most }) => judgeHolders(read.manageUsers, 'Manage Users', most),
})
