import { defineCheck, judgeListed, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { loggedNetworks, networks } from './shapes.ts'

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
  remediation:
    'In *VPC → Your VPCs* open each network named here, and under *Flow logs* create one that records at least what was rejected.',
  url: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  frameworks: [...cis7('4.7'), ...stated({ 'NIST 800-53': 'AU-12(1)', 'CIS Controls': '13.6' })],
  judge: judgeListed(
    { securityGroups: networks, flowLogs: loggedNetworks },
    UNKNOWN,
    read =>
      read.securityGroups.map(id => ({ name: String(id), passed: id === undefined ? null : read.flowLogs.has(id) })),
    { say: (passing, all) => `${passing} of ${all} networks keep flow logs.`, unknown: UNKNOWN },
  ),
})
