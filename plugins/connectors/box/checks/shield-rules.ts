import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { untold } from './settings.ts'
import { shieldRules as shape } from './shapes.ts'

export const shieldRules = defineCheck({
  name: 'shield-rules',
  title: 'Box Shield has rules of detection',
  description:
    'Box itself sees downloads and sessions that are unlike a person’s usual ones, where somebody has asked it to.',
  severity: 'MEDIUM',
  category: 'alerting',
  points: 5,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Shield → Detection Rules* turn on the rules for anomalous downloads, suspicious sessions, suspicious locations and malicious content.',
  frameworks: derived({ 'NIST 800-53': 'SI-4(5)', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' }),
  judge: judgeParsed({ settings: shape }, untold('which rules Shield has'), ({ settings: { shield } }) => {
    const count = shield.shield_rules.length
    return { status: count > 0 ? 'PASS' : 'FAIL', message: `Box Shield has ${count} rules.`, values: { count } }
  }),
})
