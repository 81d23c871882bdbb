import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { known } from './known.ts'
import { externalTeams } from './shapes.ts'

export const externalOrganisations = defineCheck({
  name: 'external-organisations',
  title: 'Slack Connect reaches known organisations alone',
  description:
    'People of a connected organisation read along and send files and links, with the trust that Slack’s own messages have.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['externalTeams'],
  emptyPasses: ['externalTeams'],
  parameters: known('known', 'IDs or domains (what stands before .slack.com) of the organisations that are known.'),
  remediation:
    'In the organisation’s dashboard open *Slack Connect → Organizations*, look at each that is named, and disconnect it, or name it among the parameters of this check.',
  remediationAction: 'disconnect-channel',
  frameworks: derived({ 'NIST 800-53': 'AC-21', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: judgeListed(
    { externalTeams },
    'Slack did not tell which organisations are connected.',
    ({ externalTeams }, { known }) =>
      externalTeams.map(({ name, ids }) => ({ name, passed: ids.some(id => known.includes(id)), detail: ids[0] })),
    {
      say: (passing, all) => `${passing} of ${all} connected organisations are known.`,
      none: { status: 'PASS', message: 'No organisation is connected.' },
    },
  ),
})
