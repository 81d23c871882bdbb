import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis2 } from '../benchmark.ts'
import { separateDuties } from './separate-duties.ts'

export const serviceAccountDuties = defineCheck({
  name: 'service-account-duties',
  title: 'Nobody both makes and uses service accounts',
  description:
    'Whoever administers service accounts and may act as them can give themselves whatever any of them has, alone.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['placePolicies'],
  remediation:
    'In *IAM & Admin → IAM* leave to each member named here either *Service Account Admin* or *Service Account User*.',
  frameworks: [...cis2('1.8'), ...derived({ 'NIST 800-53': 'AC-6' }), ...stated({ 'SOC 2': 'CC6.3' })],
  judge: separateDuties(/\.serviceAccountAdmin$/, /\.serviceAccountUser$/, 'roles on service accounts'),
})
