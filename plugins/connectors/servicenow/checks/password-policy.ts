import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const passwordPolicy = defineCheck({
  name: 'password-policy',
  title: 'New passwords follow the policy',
  description: 'Without it a password may be reset to anything.',
  severity: 'HIGH',
  category: 'password',
  points: 6,
  ...ofProperties,
  remediation:
    'In *System Properties → All Properties* set `glide.enable.password_policy` to true, and look at the policy in *Password Reset → Credential Stores*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
  judge: judgeHardened('glide.enable.password_policy'),
})
