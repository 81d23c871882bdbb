import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const watermarks = defineCheck({
  name: 'watermarks',
  title: 'Watermarks can be used',
  description: 'A watermark says who took the picture of a screen that was handed on.',
  severity: 'LOW',
  category: 'dlp',
  points: 2,
  reads: ['settings'],
  remediation: 'In *Admin Console → Enterprise Settings → Content & Sharing* turn on *Watermarking*.',
  frameworks: derived({ 'NIST 800-53': 'AC-4', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.8.12' }),
  judge: settingIs('settings.content_and_sharing.is_watermarking_enterprise_feature_enabled.value', true, {
    say: on => (on === true ? 'Watermarks can be used.' : 'Watermarks cannot be used.'),
    unknown: untold('whether watermarks can be used'),
  }),
})
