import { defineCheck, derived, judgeSubjects } from '@casbah/sdk'
import { NO_POLICIES, policiesIn, type Policy } from './policies.ts'

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
    const subjects = policies
      .filter(({ kind }) => kind === 'user')
      .map(policy => ({ name: policy.name, ...guardOf(policy, policies) }))
    if (subjects.every(({ passed }) => passed !== false) && subjects.some(({ passed }) => passed === null))
      return { status: 'CANNOT_TELL', message: 'OneLogin did not tell from where its admin area may be opened.' }
    return judgeSubjects(
      subjects.map(subject => ({ ...subject, passed: subject.passed === true })),
      {
        say: (passing, all) => `${all - passing} of ${all} user policies open the admin area to any network.`,
        none: NO_POLICIES,
      },
    )
  },
})

/** What the app policy that a user policy names for the admin area says of networks; null where nobody can tell. */
function guardOf({ secure_admin: secured, admin_policy_id: id }: Policy, all: Policy[]) {
  if (typeof secured !== 'boolean') return { passed: null, detail: 'the admin area is not spoken of' }
  if (!secured || !id) return { passed: false, detail: 'no policy of its own for the admin area' }
  const named = all.find(policy => policy.kind === 'app' && policy.id === id)
  const networks = named?.ip_addr_restriction
  if (!named || (networks !== null && typeof networks !== 'string'))
    return { passed: null, detail: `policy ${String(id)} is not shown` }
  const open = !networks?.trim() || /(^|\s)0\.0\.0\.0(\/0|-255\.255\.255\.255)(\s|$)/.test(networks)
  return { passed: !open, detail: open ? `${named.name}: any network` : `${named.name}: networks are named` }
}
