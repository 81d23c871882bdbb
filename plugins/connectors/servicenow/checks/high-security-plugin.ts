import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'CM-6', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.9' }),
  judge: judgePlugin('com.glide.high_security'),
})
