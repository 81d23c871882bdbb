import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { z } from 'zod'
import { known } from './known.ts'
import { connected, externalTeams } from './shapes.ts'

export const externalOrganisations = defineCheck({
  name: 'external-organisations',
  title: 'Slack Connect reaches known organisations alone',
  description:
    'People of a connected organisation read along and send files and links, with the trust that Slack’s own messages have.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['externalTeams'],
  // Slack lists nothing where nobody is connected.
  emptyPasses: ['externalTeams'],
  parameters: z.object({
    known: known('IDs or domains (what stands before .slack.com) of the organisations that are known.'),
  }),
  touchedBy: ['external_shared_channel_*', 'approved_orgs_*'],
  remediation:
    'In the organisation’s dashboard open *Slack Connect → Organizations*, look at each that is named, and disconnect it, or name it among the parameters of this check.',
  remediationAction: 'disconnect-channel',
  frameworks: derived({ 'NIST 800-53': 'AC-21', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: judgeListed(
    { externalTeams },
    'Slack did not tell which organisations are connected.',
    ({ externalTeams }, { known }) =>
      connected(externalTeams).map(({ team_id: id, team_name: name, team_domain: domain }) => {
        const isKnown = known.includes(id) || (domain ? known.includes(domain) : false)
        return { name: name || domain || id, passed: isKnown, detail: domain || id }
      }),
    {
      say: (passing, all) => `${passing} of ${all} connected organisations are known.`,
      none: { status: 'PASS', message: 'No organisation is connected.' },
    },
  ),
})
