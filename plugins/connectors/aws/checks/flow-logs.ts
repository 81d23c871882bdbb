import { at, defineCheck, judgeListed, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis7 } from '../benchmark.ts'

const inRegions = z.array(z.looseObject({ value: z.array(z.unknown()) })).min(1)
const UNKNOWN = 'AWS did not list the networks and their flow logs.'

export const flowLogs = defineCheck({
  name: 'flow-logs',
  title: 'Every network keeps flow logs',
  description:
    'Which machine spoke with which address is the first question after a break-in, and nothing else answers it.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 4,
  reads: ['regions', 'securityGroups', 'flowLogs'],
  emptyPasses: [],
  remediation:
    'In *VPC → Your VPCs* open each network named here, and under *Flow logs* create one that records at least what was rejected.',
  url: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  frameworks: [...cis7('4.7'), ...stated({ 'NIST 800-53': 'AU-12(1)', 'CIS Controls': '13.6' })],
  judge: judgeListed(
    { securityGroups: inRegions, flowLogs: inRegions },
    UNKNOWN,
    ({ securityGroups, flowLogs }) => {
      // Every network has a default security group, so the groups tell which networks there are.
      const networks = new Set(securityGroups.flatMap(({ value }) => value.map(group => String(at(group, 'vpcId')))))
      const active = flowLogs.flatMap(({ value }) => value.filter(log => at(log, 'flowLogStatus') === 'ACTIVE'))
      const logged = new Set(active.map(log => String(at(log, 'resourceId'))))
      return [...networks].map(name => ({ name, passed: name === 'undefined' ? null : logged.has(name) }))
    },
    { say: (passing, all) => `${passing} of ${all} networks keep flow logs.`, unknown: UNKNOWN },
  ),
})
