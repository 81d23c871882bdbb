import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { keepsClosed } from './closed-ports.ts'

export const nsgDatabasePorts = defineCheck({
  name: 'nsg-database-ports',
  title: 'No security group opens databases to the internet',
  description:
    'A database that anyone can reach is one weak password, or one hole in its server, away from being copied.',
  severity: 'HIGH',
  category: 'network',
  points: 8,
  reads: ['securityGroups'],
  each: 'securityGroups',
  remediation:
    'In the Azure portal open each network security group named here, *Settings → Inbound security rules*, and remove the rule or name the sources. Administrators come in by Azure Bastion or just-in-time access.',
  remediationAction: 'close-nsg-rule',
  frameworks: derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' }),
  judgeRow: keepsClosed([1433, 3306, 5432, 6379, 9200, 27017]),
  judge: judgeRows('securityGroups', {
    say: (passing, all) => `${passing} of ${all} security groups keep databases from the internet.`,
    none: 'There are no network security groups.',
  }),
})
