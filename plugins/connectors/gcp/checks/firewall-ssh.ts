import { defineCheck } from '@casbah/sdk'
import { openPort } from './open-port.ts'

export const firewallSsh = defineCheck({
  name: 'firewall-ssh',
  title: 'SSH is closed to the internet',
  description: 'What answers on port 22 is tried with passwords and stolen keys all day.',
  severity: 'CRITICAL',
  category: 'network',
  points: 8,
  remediation:
    'In *VPC network → Firewall* narrow the source ranges of each rule named here, or delete it and sign in through *Identity-Aware Proxy* (35.235.240.0/20).',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '3.6' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6' },
  ],
  ...openPort(22, 'SSH'),
})
