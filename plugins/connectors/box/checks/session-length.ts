import { defineCheck, derived } from '@casbah/sdk'

/** The API gives the duration as a text whose words are documented nowhere, so people look. */
export const sessionLength = defineCheck({
  name: 'session-length',
  title: 'Sessions without activity end within a day',
  description: 'A session that stays open is open to whoever sits down at the computer, or takes its cookie.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: [],
  remediation:
    'In *Admin Console → Enterprise Settings → Security → Session Duration* choose one day or less, for all and for groups with a duration of their own.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
})
