import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { shareOf } from './share-of.ts'

const rows = z.array(
  z.looseObject({
    Name: z.string(),
    ContentDocumentId: z.string(),
    PreferencesExpires: z.boolean(),
    PreferencesPasswordRequired: z.boolean(),
  }),
)

export const publicLinksBounded = defineCheck({
  name: 'public-links-bounded',
  title: 'Public links end or ask for a password',
  description: 'Whoever has the address of a public link can open the file, for as long as the link is there.',
  severity: 'MEDIUM',
  category: 'public',
  points: 5,
  reads: ['publicLinks'],
  touchedBy: ['ContentDistribution:*'],
  remediation: 'Set an expiration date or a password in the file’s *Public Link* settings, or remove the link.',
  remediationAction: 'remove-public-link',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
  ],
  judge: read => {
    const parsed = rows.safeParse(read.publicLinks)
    if (!parsed.success) return { status: 'CANNOT_TELL', message: 'The public links could not be read.' }
    const subjects = parsed.data.map(one => ({
      name: one.Name,
      passed: one.PreferencesExpires || one.PreferencesPasswordRequired,
      resource: one.ContentDocumentId,
    }))
    return shareOf(subjects, (passed, all) => `${passed} of ${all} public links end or ask for a password.`)
  },
})
