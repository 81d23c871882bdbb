import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '1.9' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3' },
  ],
  judge: separateDuties(/cloudkms\.admin$/, /cloudkms\.cryptoKey\w*crypter/i, 'roles on encryption keys'),
})
