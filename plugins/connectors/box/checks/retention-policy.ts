import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { retentionPolicies } from './shapes.ts'

export const retentionPolicy = defineCheck({
  name: 'retention-policy',
  title: 'A retention policy is in force',
  description:
    'What the law or a contract wants kept is kept by those who could delete it, unless a policy forbids it.',
  severity: 'MEDIUM',
  category: 'retention',
  points: 4,
  reads: ['retentionPolicies'],
  remediation: 'In *Admin Console → Governance → Retention* make a policy and assign it to folders or to all content.',
  frameworks: derived({ 'NIST 800-53': 'SI-12', 'SOC 2': 'C1.2', 'ISO 27001': 'A.8.10' }),
  judge: judgeParsed({ retentionPolicies }, 'Box did not list its retention policies readably.', read => {
    const all = read.retentionPolicies.filter(({ status }) => status === 'active')
    const inForce = all.filter(({ assignment_counts: counts }) => Object.values(counts ?? {}).some(Number))
    const message = `${inForce.length} of ${read.retentionPolicies.length} retention policies are active and assigned.`
    return { status: inForce.length > 0 ? 'PASS' : 'FAIL', message, values: { inForce: inForce.length } }
  }),
})
