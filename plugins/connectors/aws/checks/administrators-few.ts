import { defineCheck, derived, judgeCount } from '@casbah/sdk'
import { z } from 'zod'
import { entitiesIn } from './entities.ts'

const UNKNOWN = 'AWS did not list who has the policy AdministratorAccess, or not all of them.'

export const administratorsFew = defineCheck({
  name: 'administrators-few',
  title: 'Few users, groups and roles are administrators',
  description:
    'AdministratorAccess allows everything, also to remove the traces of it. Each further holder is one more that can be stolen.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['administrators'],
  parameters: z.object({
    most: z.number().int().min(1).max(1_000).default(5).describe('Most holders of AdministratorAccess.'),
  }),
  touchedBy: ['iam:Attach*', 'iam:Detach*', 'iam:DeleteUser', 'iam:DeleteRole', 'iam:DeleteGroup'],
  remediation:
    'In *IAM → Policies → AdministratorAccess → Entities attached* detach whoever needs less, and give them what they need.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: ({ administrators }, { most }) => {
    const say = (count: number) => `${count} users, roles and groups are administrators; at most ${most} are asked for.`
    return judgeCount(entitiesIn(administrators) ?? undefined, { fewest: 1, most, say, unknown: UNKNOWN })
  },
})
