import { defineCheck, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { isFor, judgeGroups, openRules } from './security-groups.ts'

const PORTS = [22, 3389]

export const adminPortsClosed = defineCheck({
  name: 'admin-ports-closed',
  title: 'No security group opens SSH or remote desktop to the internet',
  description:
    'Open to everyone, these ports are tried with stolen and guessed passwords within minutes, and with every new flaw.',
  severity: 'HIGH',
  category: 'network',
  points: 7,
  reads: ['regions', 'securityGroups'],
  remediation:
    'In *EC2 → Security Groups* edit the inbound rules of each group named here: allow known networks only, or use Session Manager and no port at all.',
  url: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
  frameworks: [...cis7('6.3'), ...stated({ 'CIS Controls': '4.4', 'NIST 800-53': 'SC-7(7)' })],
  judge: judgeGroups(
    () => true,
    one => !openRules(one).some(rule => PORTS.some(port => isFor(rule, port))),
    (passing, all) => `${all - passing} of ${all} security groups open SSH or remote desktop to the internet.`,
  ),
})
