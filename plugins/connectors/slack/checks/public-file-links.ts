import { defineCheck, derived, judgeCount, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { files } from './shapes.ts'

const UNKNOWN = 'Slack did not tell which files have a public link.'

export const publicFileLinks = defineCheck({
  name: 'public-file-links',
  title: 'No file has a public link',
  description: 'Whoever has the link, or is sent it, opens the file without an account. No log of Slack says who did.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  reads: ['files'],
  parameters: z.object({ most: whole({ least: 0, most: 10_000, usual: 0 }, 'Most files that may have one.') }),
  touchedBy: ['file_public_link_created', 'file_public_link_revoked', 'pref.disallow_public_file_urls'],
  remediation:
    'Revoke the link of each file that is named, and in the organisation’s dashboard under *Settings → Organization policies → File sharing* turn public links off.',
  remediationAction: 'revoke-public-link',
  frameworks: derived({ 'NIST 800-53': 'AC-22', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.3' }),
  judge: judgeParsed({ files }, UNKNOWN, ({ files: found }, { most }) => {
    const open = found.flatMap(({ value }) => value).filter(({ public_url_shared: isPublic }) => isPublic)
    const subjects = open.map(({ id, name }) => ({ name: name || id, resource: id, passed: false }))
    return judgeCount(subjects, { most, say: count => `${count} files have a public link.`, unknown: UNKNOWN })
  }),
})
