import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: judgeHardened('glide.enable.password_policy'),
})
