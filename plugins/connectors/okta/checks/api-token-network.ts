import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { boundToken } from './shapes.ts'

export const apiTokenNetwork = defineCheck({
  name: 'api-token-network',
  title: 'API tokens work from known networks only',
  description:
    'An API token has the rights of its owner and no second factor. Bound to a network zone, a stolen one is of no use.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 7,
  reads: ['apiTokens'],
  each: 'apiTokens',
  touchedBy: ['zone.delete', 'zone.deactivate'],
  remediation:
    'In the admin console open *Security → API → Tokens*. Edit each token: *API calls made with this token must originate from* the zone of the program that uses it.',
  frameworks: [...stig('OKTA-APP-003240'), ...derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6' })],
  // Without a network the row is unclear; what a zone without members means is not documented, so it does not pass.
  judgeRow: row => {
    const { name, network } = boundToken.parse(row)
    const zones = network.include?.length ?? 0
    const detail = `connection ${network.connection}, zones ${zones}`
    return { name, passed: network.connection === 'ZONE' && zones > 0, detail }
  },
  judge: judgeRows('apiTokens', {
    say: (passing, evaluated) => `${passing} of ${evaluated} API tokens are bound to a network zone.`,
    none: 'There are no API tokens.',
  }),
})
