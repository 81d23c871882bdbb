import { touchesOf } from './touches.ts'

const reads = {
  users: { touchedBy: ['user.create', 'user.delete'] },
  factors: { each: 'users', touchedBy: ['factor.*'] },
  quiet: {},
}

it.each([
  [{ reads: ['users'] }, ['user.create', 'user.delete']],
  [{ reads: ['factors'] }, ['factor.*', 'user.create', 'user.delete']],
  [
    { reads: ['users', 'factors'], touchedBy: ['user.create', 'mfa.off'] },
    ['user.create', 'mfa.off', 'user.delete', 'factor.*'],
  ],
  [{ reads: ['quiet', 'nowhere'] }, []],
])('the check %j is touched by %j', (check, expected) => expect(touchesOf(check, reads)).toEqual(expected))
