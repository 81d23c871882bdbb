import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { domains } from './shapes.ts'

const UNKNOWN = 'Atlassian did not tell the domains and whether they are verified.'

export const domainsVerified = defineCheck({
  name: 'domains-verified',
  title: 'The organisation has verified its domains',
  description:
    'Only accounts of a verified domain are managed: for all others neither two-step verification nor single sign-on can be demanded, and nobody can deactivate them.',
  severity: 'HIGH',
  category: 'provisioning',
  points: 7,
  reads: ['domains'],
  remediation:
    'In Atlassian Administration open *Settings → Domains*, and verify each domain named here, or remove it.',
  frameworks: derived({ 'NIST 800-53': 'AC-2(1)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.16' }),
  judge: judgeParsed({ domains }, UNKNOWN, ({ domains }) => {
    if (domains.length === 0) return { status: 'FAIL', message: 'The organisation has verified no domain.' }
    const subjects = domains.map(({ id, attributes: { name, claim } }) => ({
      name: name || id,
      passed: claim.status === 'verified',
      detail: claim.status,
    }))
    return judgeSubjects(subjects, {
      say: (passing, all) => `${passing} of ${all} domains are verified.`,
      none: 'There is no domain.',
    })
  }),
})
