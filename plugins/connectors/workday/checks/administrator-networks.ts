import { defineCheck, derived } from '@casbah/sdk'
import { ADMINISTRATORS } from '../account.ts'
import { rulesLetIn } from './rules-let-in.ts'

export const administratorNetworks = defineCheck({
  name: 'administrator-networks',
  title: 'Administrators sign in from known networks only',
  description:
    'What administrators do opens the whole tenant. Bound to the company’s networks, what was stolen from one of them is of no use elsewhere.',
  severity: 'HIGH',
  category: 'network',
  points: 7,
  remediation:
    'Run *Maintain IP Ranges* for the company’s networks, then *Manage Authentication Policies*: give the rules of the administrators’ groups these *Networks*, and activate the change.',
  frameworks: derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' }),
  ...rulesLetIn({
    passes: ({ groups, networks }) =>
      groups.some(group => ADMINISTRATORS.includes(group))
        ? networks.length > 0 && !networks.some(network => /^any\b/i.test(network))
        : null,
    shown: ({ networks }) => `from ${networks.join(', ') || 'any network'}`,
    say: (failing, all) => `${failing} of ${all} rules for administrators let in from any network.`,
    none: {
      status: 'CANNOT_TELL',
      message:
        'No authentication rule names an administrators’ group. Theirs is that of everybody, or Security_Groups is missing.',
    },
  }),
})
