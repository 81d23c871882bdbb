import { registerEnumType } from 'type-graphql'
import type { Classification } from './alert.type.ts'

/** Why an alert is no attack, to be counted. */
export const ReasonCode = {
  AUTHORISED_TEST: 'AUTHORISED_TEST',
  PLANNED_CHANGE: 'PLANNED_CHANGE',
  BUSINESS_NEED: 'BUSINESS_NEED',
  AUTOMATION: 'AUTOMATION',
  WRONG_DATA: 'WRONG_DATA',
  SHARED_ADDRESS: 'SHARED_ADDRESS',
  TOO_SENSITIVE: 'TOO_SENSITIVE',
  WRONG_RULE: 'WRONG_RULE',
} as const
export type ReasonCode = keyof typeof ReasonCode
registerEnumType(ReasonCode, {
  name: 'ReasonCode',
  description: 'Why an alert is no attack: the first four go with BENIGN, the others with FALSE_POSITIVE.',
  valuesConfig: {
    AUTHORISED_TEST: { description: 'A test that was agreed on, such as a penetration test.' },
    PLANNED_CHANGE: { description: 'Work that was planned, such as a migration.' },
    BUSINESS_NEED: { description: 'Unusual, but what the person is there for.' },
    AUTOMATION: { description: 'A script or service that is known.' },
    WRONG_DATA: { description: 'The app, or what is known of the address or account, was wrong.' },
    SHARED_ADDRESS: { description: 'The address is shared by many, such as a VPN or a carrier.' },
    TOO_SENSITIVE: { description: 'The number that it goes by is too low.' },
    WRONG_RULE: { description: 'The policy matches what it does not mean.' },
  },
})

const OF_BENIGN: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'AUTHORISED_TEST',
  'PLANNED_CHANGE',
  'BUSINESS_NEED',
  'AUTOMATION',
])

/** The first code that does not go with a classification; null when all do. */
export function strayCode(codes: readonly ReasonCode[], classification: Classification | null): ReasonCode | null {
  const fits = (code: ReasonCode) => classification === (OF_BENIGN.has(code) ? 'BENIGN' : 'FALSE_POSITIVE')
  return codes.find(code => !fits(code)) ?? null
}
