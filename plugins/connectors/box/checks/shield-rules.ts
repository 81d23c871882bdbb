import { defineCheck, derived, judgeCount, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'
import { untold } from './settings.ts'

const rule = z.looseObject({ id: z.string(), name: z.string().nullish() })
const shape = z.looseObject({ shield: z.looseObject({ shield_rules: z.array(rule) }) })

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
  judge: judgeParsed({ settings: shape }, untold('which rules Shield has; without the add-on there are none'), read =>
    judgeCount(
      read.settings.shield.shield_rules.map(({ id, name }) => ({ name: name || id, passed: true })),
      {
        fewest: 1,
        say: count => `Box Shield has ${count} rules.`,
        unknown: untold('any rule of Shield: there is none, or the account may not see them'),
      },
    ),
  ),
})
