import { defineCheck, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { listOf } from '../xml.ts'
import { judgeGroups } from './security-groups.ts'

export const defaultGroupClosed = defineCheck({
  name: 'default-group-closed',
  title: 'Default security groups have no rules',
  description:
    'What is started without a thought lands in the default group. With rules there, it is connected to whatever else was.',
  severity: 'LOW',
  category: 'network',
  points: 3,
  reads: ['regions', 'securityGroups'],
  remediation:
    'In *EC2 → Security Groups* give what uses each default group named here a group of its own, then delete all rules of the default one.',
  url: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  frameworks: [...cis7('6.5'), ...stated({ 'CIS Controls': '4.4', 'NIST 800-53': 'SC-7(5)' })],
  judge: judgeGroups(
    ({ groupName }) => groupName === 'default',
    one => [one.ipPermissions, one.ipPermissionsEgress].every(rules => listOf(rules, 'item').length === 0),
    (passing, all) => `${passing} of ${all} default security groups have no rules.`,
  ),
})
