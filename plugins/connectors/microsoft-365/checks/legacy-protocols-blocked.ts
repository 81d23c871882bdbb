import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { blocks, coversEverybody, exceptions, judgePolicies } from './access-policies.ts'

export const legacyProtocolsBlocked = defineCheck({
  name: 'legacy-protocols-blocked',
  title: 'Older protocols are blocked',
  description:
    'Protocols from before modern sign-in know the password alone: whoever has it, or guesses it, needs no second factor.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['accessPolicies'],
  parameters: exceptions,
  remediation:
    'In the Entra admin center open *Protection → Conditional Access → Policies → New policy*, choose all users and all resources, under *Conditions → Client apps* tick *Exchange ActiveSync clients* and *Other clients*, and block access.',
  frameworks: [
    ...cis('5.2.2.3'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.1.1v1', 'CIS Controls': '6.4', 'NIST 800-53': 'CM-7' }),
  ],
  judge: judgePolicies(
    (policy, { exceptions: most }) =>
      blocks(policy) &&
      coversEverybody(policy, most, ['clientAppTypes']) &&
      ['exchangeActiveSync', 'other'].every(one => policy.conditions.clientAppTypes?.includes(one)),
    { does: 'blocks older protocols for everybody' },
  ),
})
