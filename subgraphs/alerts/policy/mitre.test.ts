import { mitreOf } from './mitre.ts'

it.each([
  [
    'a technique',
    ['attack.persistence', 'attack.t1098.003'],
    [{ id: 'T1098.003', name: 'Additional Cloud Roles', tactics: ['Persistence', 'Privilege Escalation'] }],
  ],
  [
    'the same twice, and other tags',
    ['attack.t1530', 'attack.T1530', 'cve.2024-1', 'attack.g0007', 'tlp.amber'],
    [{ id: 'T1530', name: 'Data from Cloud Storage', tactics: ['Collection'] }],
  ],
  [
    'one that is not in the table',
    ['attack.t9999', 'attack.credential_access', 'attack.command-and-control'],
    [{ id: 'T9999', name: 'T9999', tactics: ['Credential Access', 'Command and Control'] }],
  ],
  ['none', ['attack.impact'], []],
])('tells %s', (_, tags, expected) => {
  expect(mitreOf(tags)).toEqual(expected)
})
