import { at, daysOf, defineCheck, derived, judgeRows } from '@casbah/sdk'
import { isPublic, link } from './shapes.ts'

export const linkAge = defineCheck({
  name: 'link-age',
  title: 'Links that anyone can open are younger than 90 days',
  description:
    'What was handed out for one occasion stays open after it. The age is taken at the newest change of a file.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['links', 'feed'],
  each: 'links',
  parameters: daysOf(90, 'Days that such a link may exist.'),
  remediation: 'Under *Shared → Links* delete each link named here that is not needed any more.',
  remediationAction: 'revoke-link',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': ['CC6.1', 'CC6.7'], 'ISO 27001': 'A.5.14' }),
  judgeRow: (row, { feed }, { days }) => {
    const read = link.parse(row)
    const age = (Date.parse(String(at(feed, 'timestamp'))) - Date.parse(read.creation_date)) / 86_400_000
    if (!isPublic(read)) return null
    return Number.isNaN(age) ? 'UNCLEAR' : { name: read.path, resource: read.id, passed: age <= days }
  },
  judge: judgeRows('links', {
    say: (passing, all) => `${all - passing} of ${all} links that anyone can open are too old.`,
    none: 'No link was listed that anyone can open.',
  }),
})
