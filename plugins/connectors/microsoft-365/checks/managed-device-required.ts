import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { coversEverybody, exceptions, judgePolicies, requires } from './access-policies.ts'

export const managedDeviceRequired = defineCheck({
  name: 'managed-device-required',
  title: 'A managed device is required',
  description:
    'Whoever has password and second factor can still sign in from any machine, unless the machine must be one of the organisation’s.',
  severity: 'MEDIUM',
  category: 'device',
  points: 5,
  reads: ['accessPolicies'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose all users and all resources, and require a device that is marked as compliant or joined.',
  frameworks: [
    ...cis('5.2.2.9'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.3.7v1', 'CIS Controls': '13.5', 'NIST 800-53': ['IA-3', 'AC-20b'] }),
  ],
  judge: judgePolicies(
    (policy, { exceptions: most }) =>
      requires(policy, ['compliantDevice', 'domainJoinedDevice']) && coversEverybody(policy, most),
    { does: 'lets managed devices alone in' },
  ),
})
