import { defineCheck, judgeListed, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { domains } from './shapes.ts'

const NEVER = 2_147_483_647

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
    { domains },
    'Microsoft did not list the domains; the right Domain.Read.All is needed.',
    // Of a domain whose sign-in is elsewhere, the passwords are elsewhere too. What was never set is 90 days.
    ({ domains }) =>
      domains
        .filter(({ authenticationType, isVerified }) => authenticationType === 'Managed' && isVerified)
        .map(({ id, passwordValidityPeriodInDays: days }) => {
          return { name: id, passed: days === NEVER, detail: days === NEVER ? 'never' : `${days ?? 90} days` }
        }),
    {
      say: (passing, of) => `In ${passing} of ${of} domains passwords do not expire.`,
      none: 'No domain has its passwords here.',
    },
  ),
})
