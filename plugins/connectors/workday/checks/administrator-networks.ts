import { defineCheck, judgeTally } from '@casbah/sdk'
import { ADMINISTRATORS } from '../account.ts'
import { authenticationRule } from './authentication-rule.ts'

export const administratorNetworks = defineCheck({
  name: 'administrator-networks',
  title: 'Administrators sign in from known networks only',
  description:
    'What administrators do opens the whole tenant. Bound to the company’s networks, what was stolen from one of them is of no use elsewhere.',
  severity: 'HIGH',
  category: 'network',
  points: 7,
  reads: ['authenticationRules'],
  each: 'authenticationRules',
  remediation:
    'Run *Maintain IP Ranges* for the company’s networks, then *Manage Authentication Policies*: give the rules of the administrators’ groups these *Networks*, and activate the change.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
  judgeRow: row => {
    const { name, groups, types, networks } = authenticationRule(row)
    if (types.length === 0 || !groups.some(group => ADMINISTRATORS.includes(group))) return null
    const passed = networks.length > 0 && !networks.some(network => /^any\b/i.test(network))
    return { name, passed, detail: `from ${networks.join(', ') || 'any network'}` }
  },
  judge: ({ authenticationRules }) =>
    judgeTally(authenticationRules, {
      say: (passing, all) => `${all - passing} of ${all} rules for administrators let in from any network.`,
      none: {
        status: 'FAIL',
        message: 'No authentication rule is for the administrators’ groups, so theirs is that of everybody.',
      },
    }),
})
