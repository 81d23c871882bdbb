import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '2.0', requirement: '1.8' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3' },
  ],
  judge: separateDuties(/\.serviceAccountAdmin$/, /\.serviceAccountUser$/, 'roles on service accounts'),
})
