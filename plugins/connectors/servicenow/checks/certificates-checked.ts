import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-8', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.7', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.24', derived: true },
  ],
  judge: judgeHardened(
    'com.glide.communications.httpclient.verify_revoked_certificate',
    'com.glide.communications.httpclient.ocsp_allow_network_error',
  ),
})
