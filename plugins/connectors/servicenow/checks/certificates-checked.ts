import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const certificatesChecked = defineCheck({
  name: 'certificates-checked',
  title: 'Certificates of others are checked for revocation',
  description: 'A certificate that was withdrawn would else be trusted on.',
  severity: 'MEDIUM',
  category: 'tls',
  points: 4,
  ...ofProperties,
  remediation:
    'In *System Properties → All Properties* set `com.glide.communications.httpclient.verify_revoked_certificate` to true and `com.glide.communications.httpclient.ocsp_allow_network_error` to false.',
  frameworks: derived({ 'NIST 800-53': 'SC-8', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.8.24' }),
  judge: judgeHardened(
    'com.glide.communications.httpclient.verify_revoked_certificate',
    'com.glide.communications.httpclient.ocsp_allow_network_error',
  ),
})
