import { emailIn, fullName } from './person.ts'

it.each([
  [['Ada', 'Byron'], 'Ada Byron'],
  [['Ada', null], 'Ada'],
  [[' ', undefined], undefined],
])('the name of %j is %s', (parts, name) => expect(fullName(...parts)).toBe(name))

it.each([
  ['ada@acme.example', 'ada@acme.example'],
  ['hunter2', undefined],
  ['', undefined],
  [null, undefined],
])('of %j the address is %s', (text, email) => expect(emailIn(text)).toBe(email))
