import { benchmark, derived, stated } from './frameworks.ts'

const nist = { framework: 'NIST 800-53', version: 'r5' }

it.each([
  ['one that is stated', stated({ 'NIST 800-53': 'AC-7' }), [{ ...nist, requirement: 'AC-7' }]],
  [
    'one that is derived, of a framework without versions',
    derived({ 'SOC 2': 'CC6.1' }),
    [{ framework: 'SOC 2', requirement: 'CC6.1', derived: true }],
  ],
  [
    'several of one, and the order as written',
    stated({ 'NIST 800-53': ['AC-6', 'AC-2(1)'], 'CIS Controls': '5.4' }),
    [
      { ...nist, requirement: 'AC-6' },
      { ...nist, requirement: 'AC-2(1)' },
      { framework: 'CIS Controls', version: '8.1', requirement: '5.4' },
    ],
  ],
  [
    'those of a benchmark',
    benchmark('CIS Acme', '1.0')('1.1', '1.2'),
    [
      { framework: 'CIS Acme', version: '1.0', requirement: '1.1' },
      { framework: 'CIS Acme', version: '1.0', requirement: '1.2' },
    ],
  ],
])('%s', (_, listed, expected) => expect(listed).toEqual(expected))
