import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { exceptions, isForEverybody, isUnconditional, judgePolicies, requires } from './access-policies.ts'

export const registrationProtected = defineCheck({
  name: 'registration-protected',
  title: 'Second factors are set up on managed devices',
  description:
    'Who has a new person’s password can set up the second factor before that person does. On a managed device alone that fails.',
  severity: 'MEDIUM',
  category: 'device',
  points: 5,
  reads: ['accessPolicies'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose all users and under *Target resources → User actions* tick *Register security information*, and require a device that is marked as compliant or joined.',
  frameworks: [...cis('5.2.2.10'), ...stated({ 'CISA SCuBA': 'MS.AAD.3.8v1', 'NIST 800-53': ['IA-3', 'AC-20b'] })],
  judge: judgePolicies(
    (policy, { exceptions: most }) =>
      requires(policy, ['compliantDevice', 'domainJoinedDevice']) &&
      isForEverybody(policy, most) &&
      isUnconditional(policy) &&
      policy.conditions.applications?.includeUserActions?.includes('urn:user:registersecurityinfo') === true,
    { does: 'asks for a managed device where second factors are set up' },
  ),
})
