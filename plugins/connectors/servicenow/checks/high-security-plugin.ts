import { defineCheck } from '@casbah/sdk'
import { judgePlugin } from './plugin.ts'

export const highSecurityPlugin = defineCheck({
  name: 'high-security-plugin',
  title: 'The High Security plugin is active',
  description: 'It brings the settings and rules that the others build on.',
  severity: 'CRITICAL',
  category: 'hardening',
  points: 9,
  reads: ['plugins'],
  remediation: 'In *System Definition → Plugins* activate *High Security Settings* (com.glide.high_security).',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.9', derived: true },
  ],
  judge: judgePlugin('com.glide.high_security'),
})
