import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS AWS Foundations', version: '7.0', requirement: '6.3' },
    { framework: 'CIS Controls', version: '8.1', requirement: '4.4' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7(7)' },
  ],
  judge: judgeGroups(
    () => true,
    one => !openRules(one).some(rule => PORTS.some(port => isFor(rule, port))),
    (passing, all) => `${all - passing} of ${all} security groups open SSH or remote desktop to the internet.`,
  ),
})
