import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { z } from 'zod'

const row = z.looseObject({ id: z.string(), title: z.string(), classificationId: z.string().nullish() })

export const spacesClassified = defineCheck({
  name: 'spaces-classified',
  title: 'Spaces are classified',
  description: 'The classification tells members what may be said there, and outsiders are let in by it.',
  severity: 'LOW',
  category: 'dlp',
  points: 2,
  reads: ['spaces'],
  each: 'spaces',
  remediation:
    'In Control Hub open *Services → Messaging → Settings → Space classification*, turn it on, and have the moderators of the spaces named here choose one.',
  frameworks: derived({ 'NIST 800-53': ['AC-4', 'SC-7(10)'], 'SOC 2': 'CC6.7', 'ISO 27001': 'A.8.12' }),
  judgeRow: read => {
    const { id: resource, title: name, classificationId } = row.parse(read)
    return { name, resource, passed: Boolean(classificationId) }
  },
  judge: judgeRows('spaces', {
    say: (some, all) => `${some} of ${all} spaces are classified.`,
    none: { status: 'CANNOT_TELL', message: 'No space was listed. Give the app spark-compliance:rooms_read.' },
  }),
})
