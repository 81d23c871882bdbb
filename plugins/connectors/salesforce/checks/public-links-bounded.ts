import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { z } from 'zod'

const flags = { PreferencesExpires: z.boolean(), PreferencesPasswordRequired: z.boolean() }
const link = z.looseObject({ Name: z.string(), ContentDocumentId: z.string(), ...flags })

export const publicLinksBounded = defineCheck({
  name: 'public-links-bounded',
  title: 'Public links end or ask for a password',
  description: 'Whoever has the address of a public link can open the file, for as long as the link is there.',
  severity: 'MEDIUM',
  category: 'public',
  points: 5,
  reads: ['publicLinks'],
  each: 'publicLinks',
  touchedBy: ['ContentDistribution:*'],
  remediation: 'Set an expiration date or a password in the file’s *Public Link* settings, or remove the link.',
  remediationAction: 'remove-public-link',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1' }),
  judgeRow: row => {
    const { Name: name, ContentDocumentId: resource, ...one } = link.parse(row)
    return { name, passed: one.PreferencesExpires || one.PreferencesPasswordRequired, resource }
  },
  judge: judgeRows('publicLinks', {
    say: (passing, all) => `${passing} of ${all} public links end or ask for a password.`,
    none: 'There are no public links.',
  }),
})
