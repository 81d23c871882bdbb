import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const passwordGrant = defineCheck({
  name: 'password-grant',
  title: 'Programs do not sign in with people’s passwords',
  description: 'The OAuth password grant hands passwords to programs and goes past the second factor.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 4,
  ...ofProperties,
  remediation:
    'In *System Properties → All Properties* set `glide.oauth.inbound.ropc.grant_type.disabled` to true once no program needs it.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-7(5)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.19', derived: true },
  ],
  judge: judgeHardened('glide.oauth.inbound.ropc.grant_type.disabled'),
})
