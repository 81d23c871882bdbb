import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { z } from 'zod'

const row = z.looseObject({ id: z.string(), title: z.string(), isPublic: z.boolean().nullish(), isLocked: z.boolean() })

export const publicSpaces = defineCheck({
  name: 'public-spaces',
  title: 'Public spaces are moderated',
  description: 'Everybody in the organisation finds and joins a public space; without a moderator anyone changes it.',
  severity: 'LOW',
  category: 'sharing',
  points: 2,
  reads: ['spaces'],
  each: 'spaces',
  remediation: 'In the Webex app open the spaces named here, *Settings → Moderate space*; or lock them from here.',
  remediationAction: 'lock-space',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.14' }),
  judgeRow: read => {
    const { id: resource, title: name, isPublic, isLocked } = row.parse(read)
    return { name, resource, passed: isPublic !== true || isLocked }
  },
  judge: judgeRows('spaces', {
    say: (some, all) => `${some} of ${all} spaces are private or moderated.`,
    none: { status: 'CANNOT_TELL', message: 'No space was listed. Give the app spark-compliance:rooms_read.' },
  }),
})
