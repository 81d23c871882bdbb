import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { keepsClosed } from './closed-ports.ts'

export const nsgAdminPorts = defineCheck({
  name: 'nsg-admin-ports',
  title: 'No security group opens SSH or RDP to the internet',
  description: 'Machines whose SSH or RDP anyone can reach are tried by password lists within minutes.',
  severity: 'HIGH',
  category: 'network',
  points: 9,
  reads: ['securityGroups'],
  each: 'securityGroups',
  remediation:
    'In the Azure portal open each network security group named here, *Settings → Inbound security rules*, and remove the rule or name the sources. Administrators come in by Azure Bastion or just-in-time access.',
  remediationAction: 'close-nsg-rule',
  frameworks: [...cis6('7.1', '7.2'), ...derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' })],
  judgeRow: keepsClosed([22, 3389]),
  judge: judgeRows('securityGroups', {
    say: (passing, all) => `${passing} of ${all} security groups keep SSH and RDP from the internet.`,
    none: 'There are no network security groups.',
  }),
})
