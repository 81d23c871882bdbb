import { defineCheck, derived, judgeSubjects } from '@casbah/sdk'
import { adminGuard } from './admin-guard.ts'
import { NO_POLICIES, policiesIn } from './policies.ts'

export const adminNetwork = defineCheck({
  name: 'admin-network',
  title: 'The admin area is open to known networks only',
  description:
    'A policy that the admin area asks for may name the addresses that are let in. With it, a stolen session of an administrator is of no use elsewhere.',
  severity: 'MEDIUM',
  category: 'network',
  points: 6,
  reads: ['policySettings'],
  remediation:
    'In the admin console open *Security → Policies*, choose the app policy that *Secure areas* of the user policy names for administration, and enter the addresses of your networks under *IP address restriction*.',
  frameworks: derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' }),
  judge: read => {
    const policies = policiesIn(read.policySettings)
    if (!policies) return NO_POLICIES
    const users = policies.filter(({ kind }) => kind === 'user')
    return judgeSubjects(
      users.map(policy => ({ name: policy.name, ...adminGuard(policy, policies) })),
      {
        say: (passing, all) => `${all - passing} of ${all} user policies open the admin area to any network.`,
        unknown: () => 'OneLogin did not tell from where its admin area may be opened.',
        none: NO_POLICIES,
      },
    )
  },
})
