import { defineCheck, derived, judgeIdle, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { active, people } from './people.ts'

const UNKNOWN =
  'Webex did not tell when people were last active. Give the app spark-admin:people_read; its administrator must share their status.'

export const idlePeople = defineCheck({
  name: 'idle-people',
  title: 'No active user has been away for 90 days',
  description: 'Nobody misses the account of somebody who has left, and nobody sees when another signs in with it.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['people'],
  parameters: z.object({ days: whole({ least: 1, most: 365, usual: 90 }, 'Days of absence that are let pass.') }),
  remediation: 'In Control Hub open *Management → Users* and deactivate those named here who are no longer with you.',
  remediationAction: 'deactivate-user',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeParsed({ people }, UNKNOWN, (read, { days }: { days: number }) =>
    judgeIdle(active(read.people), { days, who: 'active users', unknown: UNKNOWN }),
  ),
})
