import { defineCheck, judgeListed, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { passwordDomains } from './shapes.ts'

export const passwordsNoExpiry = defineCheck({
  name: 'passwords-no-expiry',
  title: 'Passwords do not expire',
  description:
    'Who must change the password every few months counts one up. A password is changed when there is reason to.',
  severity: 'LOW',
  category: 'password',
  points: 2,
  reads: ['domains'],
  remediation:
    'In the Microsoft 365 admin center open *Settings → Org settings → Security & privacy → Password expiration policy* and let passwords never expire.',
  frameworks: [...cis('1.3.1'), ...stated({ 'CISA SCuBA': 'MS.AAD.6.1v1', 'NIST 800-53': 'IA-5(1)' })],
  judge: judgeListed(
    { domains: passwordDomains },
    'Microsoft did not list the domains; the right Domain.Read.All is needed.',
    ({ domains }) => domains.map(({ name, ends }) => ({ name, passed: ends === 'never', detail: ends })),
    {
      say: (passing, of) => `In ${passing} of ${of} domains passwords do not expire.`,
      none: 'No domain has its passwords here.',
    },
  ),
})
