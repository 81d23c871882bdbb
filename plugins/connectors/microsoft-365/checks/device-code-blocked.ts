import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { blocks, coversEverybody, exceptions, judgePolicies } from './access-policies.ts'

export const deviceCodeBlocked = defineCheck({
  name: 'device-code-blocked',
  title: 'Signing in by device code is blocked',
  description:
    'An attacker sends a code and asks to enter it at Microsoft’s own page; who does so signs the attacker in.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: ['accessPolicies'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose all users and all resources, under *Conditions → Authentication flows* choose *Device code flow*, and block access.',
  frameworks: [...cis('5.2.2.12'), ...stated({ 'CISA SCuBA': 'MS.AAD.3.9v1', 'NIST 800-53': 'CM-7' })],
  judge: judgePolicies(
    (policy, { exceptions: most }) =>
      blocks(policy) &&
      coversEverybody(policy, most, ['authenticationFlows']) &&
      (policy.conditions.authenticationFlows?.transferMethods ?? '').split(',').includes('deviceCodeFlow'),
    { does: 'blocks signing in by device code' },
  ),
})
