import { nameToCompare } from './names.ts'

it.each([
  ['NIST 800-53', 'nist 800-53'],
  ['NIST 800-53r5', 'nist 800-53'],
  ['NIST 800-53 rev. 5', 'nist 800-53'],
  ['nist csf 2.0', 'nist csf'],
  ['ISO 27001:2022', 'iso 27001'],
  ['ISO 27001', 'iso 27001'],
  ['SOC 2', 'soc 2'],
  ['CIS', 'cis'],
  ['CIS Controls v8.1', 'cis controls'],
  ['CIS Google Workspace', 'cis google workspace'],
  ['MITRE ATT&CK', 'mitre att&ck'],
  ['CISA SCuBA', 'cisa scuba'],
])('%s is compared as %s', (name, expected) => {
  expect(nameToCompare(name)).toBe(expected)
})
