import type { ActionInput } from './action.ts'
import { setField, type Thing } from './set-field.ts'

const input = { config: {}, target: { externalId: 'u1' }, parameters: {} } as ActionInput
const user: Thing = {
  vendor: 'Acme',
  what: 'the user',
  show: ({ target }, field) => ({ path: `/users/${target.externalId}`, query: { fields: field } }),
  change: ({ target }, json) => ({ method: 'PATCH', path: `/users/${target.externalId}`, json }),
}

it.each([
  ['a field', 'suspended', { suspended: true }, 'suspended'],
  ['one within another', 'password.expired', { password: { expired: true } }, 'password'],
])('changes and shows %s', (_, field, json, shown) => {
  const { request, confirm, undo } = setField(user, field, { to: true, back: false })
  expect(request(input)).toEqual({ method: 'PATCH', path: '/users/u1', json })
  expect(confirm?.request(input)).toEqual({ path: '/users/u1', query: { fields: shown } })
  expect(JSON.stringify(undo?.request(input))).toBe(JSON.stringify(request(input)).replace('true', 'false'))
})

it.each([
  ['the thing itself', user, { suspended: true }, true, 'Acme shows the user with suspended true.'],
  ['a thing that is as before', user, { suspended: false }, false, 'Acme shows the user with suspended false.'],
  ['an answer without it', user, {}, null, 'Acme’s answer does not tell suspended of the user.'],
  [
    'a thing within the answer',
    { ...user, at: 'user' },
    { user: { suspended: true } },
    true,
    'Acme shows the user with user.suspended true.',
  ],
  [
    'one of a list',
    { ...user, list: 'users' },
    { users: [{ id: 'u2' }, { id: 'u1', suspended: true }] },
    true,
    'Acme shows the user with suspended true.',
  ],
  [
    'a list without it',
    { ...user, list: 'users' },
    { users: [] },
    null,
    'Acme’s answer does not tell suspended of the user.',
  ],
  [
    'a list that leaves out what is not so',
    { ...user, list: 'users', unlisted: false },
    { users: [] },
    false,
    'Acme shows the user with suspended false.',
  ],
])('is confirmed, and taken back, by %s', (_, thing, body, done, result) => {
  const { confirm, undo } = setField(thing, 'suspended', { to: true, back: false })
  expect(confirm?.judge({ status: 200, body }, input)).toEqual({ done, result })
  expect(undo?.judge?.({ status: 200, body }, input).done).toBe(done === null ? null : !done)
})
