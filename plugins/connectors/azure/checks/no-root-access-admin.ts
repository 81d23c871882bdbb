import { defineCheck, derived } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { USER_ACCESS_ADMINISTRATOR } from '../roles.ts'
import { gives, judgeHolders, none } from './role-holders.ts'

export const noRootAccessAdmin = defineCheck({
  name: 'no-root-access-admin',
  title: 'Nobody holds User Access Administrator over everything',
  description:
    'A global administrator can elevate their access to all subscriptions. It is meant for emergencies and stays until somebody takes it back.',
  severity: 'HIGH',
  category: 'admin',
  points: 8,
  reads: ['roleAssignments'],
  remediation:
    'In the Entra admin center open *Properties*, as the person named here, and set *Access management for Azure resources* to *No*.',
  frameworks: [...cis6('5.3.3'), ...derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' })],
  judge: judgeHolders(
    (passing, all) => `Over ${passing} of ${all} subscriptions nobody holds it from the root.`,
    held => none(held.filter(one => one.scope === '/' && gives(one, USER_ACCESS_ADMINISTRATOR))),
  ),
})
