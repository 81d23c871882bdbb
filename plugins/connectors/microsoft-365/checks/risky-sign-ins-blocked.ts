import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { blocks, coversEverybody, exceptions, judgePolicies } from './access-policies.ts'

export const riskySignInsBlocked = defineCheck({
  name: 'risky-sign-ins-blocked',
  title: 'Sign-ins at high risk are blocked',
  description:
    'A sign-in from an attacker’s address or with a stolen token is told apart while it happens. Without a policy it goes through.',
  severity: 'HIGH',
  category: 'alerting',
  points: 7,
  reads: ['accessPolicies'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose all users and all resources, under *Conditions → Sign-in risk* choose *High*, and block access. Entra ID P2 is needed.',
  frameworks: [...cis('5.2.2.7'), ...stated({ 'CISA SCuBA': 'MS.AAD.2.3v1', 'NIST 800-53': ['AC-2(12)', 'AC-2(13)'] })],
  judge: judgePolicies(
    (policy, { exceptions: most }) =>
      blocks(policy) &&
      coversEverybody(policy, most, ['signInRiskLevels']) &&
      policy.conditions.signInRiskLevels?.includes('high') === true,
    { does: 'blocks sign-ins at high risk' },
  ),
})
