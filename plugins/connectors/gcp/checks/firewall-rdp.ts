import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('3.7'), ...derived({ 'NIST 800-53': 'SC-7' }), ...stated({ 'SOC 2': 'CC6.6' })],
  ...openPort(3_389, 'remote desktop'),
})
