import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { lastSaid, type Value } from './last-said.ts'

const HOURS: Record<string, number> = { minutes: 1 / 60, hours: 1, days: 24, weeks: 168, months: 720, years: 8_760 }

/** Infinite where idle sessions never end, or in words that are not known. */
const hoursOf = ({ '.tag': tag, unit, amount }: Value) => {
  const length = HOURS[String((unit as { '.tag'?: unknown } | undefined)?.['.tag'])] ?? Infinity
  return tag === 'defined' && typeof amount === 'number' ? amount * length : Infinity
}

/** No call tells this policy; the log tells when it was changed. */
export const idleSessions = defineCheck({
  name: 'idle-sessions',
  title: 'Web sessions that nobody uses end within a day',
  description: 'A browser left open, or a cookie that was stolen, opens everything for as long as the session lasts.',
  severity: 'MEDIUM',
  category: 'session',
  points: 4,
  reads: ['idleChanges'],
  parameters: z.object({ hours: whole({ least: 1, most: 8_760, usual: 24 }, 'Most hours that a session may idle.') }),
  remediation: 'In the admin console open *Settings → Web session control*, and set *Idle session length* to 24 hours.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: lastSaid<{ hours: number }>('idleChanges', 'the idle length of web sessions', {
    is: (value, { hours }) => hoursOf(value) <= hours,
    say: (value, { hours }) => `Idle web sessions end after ${hoursOf(value)} hours; ${hours} are the most.`,
  }),
})
