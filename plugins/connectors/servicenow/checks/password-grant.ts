import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
  judge: judgeHardened('glide.oauth.inbound.ropc.grant_type.disabled'),
})
