import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('3.6'), ...derived({ 'NIST 800-53': 'SC-7' }), ...stated({ 'SOC 2': 'CC6.6' })],
  ...openPort(22, 'SSH'),
})
