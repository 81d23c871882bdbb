import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { blocks, coversEverybody, exceptions, judgePolicies } from './access-policies.ts'

export const riskyUsersBlocked = defineCheck({
  name: 'risky-users-blocked',
  title: 'Users at high risk are blocked',
  description:
    'Microsoft finds passwords in leaks and behaviour of attackers. Without a policy it only writes that down.',
  severity: 'HIGH',
  category: 'alerting',
  points: 7,
  reads: ['accessPolicies'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose all users and all resources, under *Conditions → User risk* choose *High*, and block access. Entra ID P2 is needed.',
  frameworks: [...cis('5.2.2.6'), ...stated({ 'CISA SCuBA': 'MS.AAD.2.1v1', 'NIST 800-53': ['AC-2(12)', 'AC-2(13)'] })],
  judge: judgePolicies(
    (policy, { exceptions: most }) =>
      blocks(policy) &&
      coversEverybody(policy, most, ['userRiskLevels']) &&
      policy.conditions.userRiskLevels?.includes('high') === true,
    { does: 'blocks users at high risk' },
  ),
})
