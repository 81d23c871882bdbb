import { defineCheck } from '@casbah/sdk'
import { openPort } from './open-port.ts'

export const firewallRdp = defineCheck({
  name: 'firewall-rdp',
  title: 'Remote desktop is closed to the internet',
  description: 'Remote desktops that answer everybody are a usual way in for extortionists.',
  severity: 'CRITICAL',
  category: 'network',
  points: 8,
  remediation:
    'In *VPC network → Firewall* narrow the source ranges of each rule named here, or delete it and sign in through *Identity-Aware Proxy* (35.235.240.0/20).',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '3.7' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6' },
  ],
  ...openPort(3_389, 'remote desktop'),
})
