import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'

const tokens = z.array(
  z.looseObject({
    name: z.string(),
    network: z.looseObject({ connection: z.string().nullish(), include: z.array(z.string()).nullish() }).nullish(),
  }),
)

export const apiTokenNetwork = defineCheck({
  name: 'api-token-network',
  title: 'API tokens work from known networks only',
  description:
    'An API token has the rights of its owner and no second factor. Bound to a network zone, a stolen one is of no use.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 7,
  reads: ['apiTokens'],
  touchedBy: ['system.api_token.*', 'zone.delete', 'zone.deactivate'],
  remediation:
    'In the admin console open *Security → API → Tokens*. Edit each token: *API calls made with this token must originate from* the zone of the program that uses it.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-003240' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
  ],
  judge: read => {
    const parsed = tokens.safeParse(read.apiTokens)
    if (!parsed.success) return { status: 'CANNOT_TELL', message: 'The list of API tokens could not be read.' }
    if (parsed.data.length === 0) return { status: 'NOT_APPLICABLE', message: 'There are no API tokens.' }
    // A zone without members lets nothing in on paper, yet what it means is not documented: it does not pass.
    const unclear = parsed.data.filter(({ network }) => !network?.connection)
    const subjects = parsed.data.map(({ name, network }) => ({
      name,
      passed: network?.connection === 'ZONE' && (network.include?.length ?? 0) > 0,
      detail: `connection ${network?.connection ?? 'not said'}, zones ${network?.include?.length ?? 0}`,
    }))
    const passed = subjects.filter(subject => subject.passed).length
    const message = `${passed} of ${subjects.length} API tokens are bound to a network zone.`
    if (passed === subjects.length) return { status: 'PASS', message, subjects }
    if (passed + unclear.length === subjects.length) {
      return { status: 'CANNOT_TELL', message: `Okta does not give the network of ${unclear.length} API tokens.` }
    }
    return { status: passed === 0 ? 'FAIL' : 'PARTIAL', message, subjects }
  },
})
