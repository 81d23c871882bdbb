import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string()
const bareRules = z
  .array(z.looseObject({ sys_id: text, name: text, operation: text, active: z.literal('true') }))
  .min(1)
const ruleRoles = z.array(z.looseObject({ sys_security_acl: text.min(1) })).min(1)
const UNREAD = 'Access rules were not listed with their roles. Let Casbah’s user read both tables of them.'

export const rulesWithRoles = defineCheck({
  name: 'rules-with-roles',
  title: 'No access rule lets everybody in',
  description: 'A rule that names neither role nor condition nor script opens its records to whoever asks.',
  severity: 'CRITICAL',
  category: 'public',
  points: 9,
  reads: ['bareRules', 'ruleRoles'],
  remediation: 'In *System Security → Access Control (ACL)* give the rules named here a role, or deactivate them.',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1' }),
  judge: judgeParsed({ bareRules, ruleRoles }, UNREAD, read => {
    const closed = new Set(read.ruleRoles.map(row => row.sys_security_acl))
    const rules = read.bareRules.map(rule => ({
      name: `${rule.name} (${rule.operation})`,
      passed: closed.has(rule.sys_id),
    }))
    return judgeSubjects(rules, { say: (some, all) => `${some} of ${all} bare rules ask for a role.`, none: UNREAD })
  }),
})
