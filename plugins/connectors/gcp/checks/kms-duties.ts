import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { separateDuties } from './separate-duties.ts'

export const kmsDuties = defineCheck({
  name: 'kms-duties',
  title: 'Nobody both administers and uses encryption keys',
  description:
    'Whoever administers keys and may decrypt with them can take data and destroy what would let anybody else read it.',
  severity: 'MEDIUM',
  category: 'encryption',
  points: 5,
  reads: ['placePolicies'],
  remediation:
    'In *IAM & Admin → IAM* leave to each member named here either *Cloud KMS Admin* or the roles that encrypt and decrypt.',
  frameworks: [...cis('1.9'), ...derived({ 'NIST 800-53': 'AC-6' }), ...stated({ 'SOC 2': 'CC6.3' })],
  judge: separateDuties(/cloudkms\.admin$/, /cloudkms\.cryptoKey\w*crypter/i, 'roles on encryption keys'),
})
