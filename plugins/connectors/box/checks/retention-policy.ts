import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const policy = z.looseObject({ status: z.string(), assignment_counts: z.record(z.string(), z.unknown()).nullish() })
const policies = z.array(policy).min(1)

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
  judge: judgeParsed({ retentionPolicies: policies }, 'Box did not list its retention policies readably.', read =>
    judgeSubjects(
      [
        {
          name: 'retention',
          passed: read.retentionPolicies.some(
            ({ status, assignment_counts: counts }) =>
              status === 'active' && Object.values(counts ?? {}).some(count => Number(count) > 0),
          ),
        },
      ],
      {
        say: good => `${good > 0 ? 'A' : 'No'} retention policy is active and assigned.`,
        none: 'There is nothing to keep.',
      },
    ),
  ),
})
