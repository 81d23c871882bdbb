import { entraOutcome } from './entra-outcome.ts'

it.each([
  [0, 'SUCCESS'],
  ['0', 'SUCCESS'],
  [50126, 'FAILURE'],
  ['50126', 'FAILURE'],
  // Asked for a second factor: neither let in nor refused.
  [50074, 'UNKNOWN'],
  ['65001', 'UNKNOWN'],
  ['Success', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('the code %j is %s', (code, outcome) => expect(entraOutcome(code)).toBe(outcome))
