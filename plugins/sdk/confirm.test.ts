import { confirmField, confirmGone, confirmListed, confirmNone, type ConfirmJudge } from './confirm.ts'
import type { ActionInput } from './action.ts'

const input = { config: {}, target: { externalId: 'u1' }, parameters: { group: 'g1' } } as ActionInput
const asked = { vendor: 'Acme', what: 'the user' }

const status = confirmField({ ...asked, field: 'status', is: [2, 3], words: { 2: 'suspended' } })

/** What answer is judged how. */
const cases: [string, ConfirmJudge, number, unknown, boolean | null, string][] = [
  [
    'a field',
    confirmField({ ...asked, field: 'state', is: 'off' }),
    200,
    { state: 'off' },
    true,
    'Acme shows the user with state off.',
  ],
  [
    'a field',
    confirmField({ ...asked, field: 'state', is: 'off' }),
    200,
    { state: 'on' },
    false,
    'Acme shows the user with state on.',
  ],
  [
    'a field',
    confirmField({ ...asked, field: 'state', is: ['off', 'gone'] }),
    200,
    { state: 'gone' },
    true,
    'Acme shows the user with state gone.',
  ],
  [
    'a field',
    confirmField({ ...asked, field: 'a.b', is: true }),
    200,
    { a: { b: true } },
    true,
    'Acme shows the user with a.b true.',
  ],
  [
    'a field',
    confirmField({ ...asked, field: 'state', is: true }),
    200,
    { state: 'true' },
    null,
    'Acme’s answer does not tell state of the user.',
  ],
  [
    'a field',
    confirmField({ ...asked, field: 'state', is: 'off' }),
    200,
    {},
    null,
    'Acme’s answer does not tell state of the user.',
  ],
  ['a field', confirmField({ ...asked, field: 'state', is: 'off' }), 404, {}, false, 'Acme answers 404 for the user.'],
  ['a number', status, 200, { status: 2 }, true, 'Acme shows the user as suspended.'],
  ['a number', status, 200, { status: 3 }, true, 'Acme shows the user with status 3.'],
  ['a number', status, 200, { status: 1 }, false, 'Acme shows the user with status 1.'],
  ['a number', status, 200, { status: '2' }, null, 'Acme’s answer does not tell status of the user.'],
  ['an absence', confirmGone(asked), 404, {}, true, 'Acme no longer shows the user.'],
  ['an absence', confirmGone(asked), 200, { id: 1 }, false, 'Acme still answers 200 for the user.'],
  ['an absence', confirmGone({ ...asked, gone: [400, 404] }), 400, {}, true, 'Acme no longer shows the user.'],
  ['an absence', confirmGone({ ...asked, shows: 'id' }), 200, {}, null, 'Acme’s answer does not tell of the user.'],
  [
    'a list',
    listed(false),
    200,
    { rows: [{ id: 'g2' }] },
    true,
    'Acme lists 1 of the groups; this one is not among them.',
  ],
  [
    'a list',
    listed(false),
    200,
    { rows: [{ id: 'g1' }] },
    false,
    'Acme lists 1 of the groups; this one is among them.',
  ],
  ['a list', listed(true), 200, { rows: [{ id: 'g1' }] }, true, 'Acme lists 1 of the groups; this one is among them.'],
  ['a list', listed(false), 200, { rows: [], next: 'x' }, null, 'Acme did not list all of the groups.'],
  ['a list', listed(false), 200, {}, null, 'Acme answers 200 without a list of the groups.'],
  ['a list', listed(false), 403, {}, false, 'Acme answers 403 without a list of the groups.'],
  ['an empty list', none, 200, { rows: [] }, true, 'Acme lists 0 of the sessions.'],
  ['an empty list', none, 200, { rows: [1, 2] }, false, 'Acme lists 2 of the sessions.'],
  ['an empty list', none, 200, 'page', null, 'Acme answers 200 without a list of the sessions.'],
]

function listed(is: boolean): ConfirmJudge {
  return confirmListed({
    vendor: 'Acme',
    what: 'the groups',
    list: 'rows',
    more: 'next',
    id: 'id',
    value: ({ parameters }) => String(parameters.group),
    is,
  })
}

function none(...args: Parameters<ConfirmJudge>) {
  return confirmNone({ vendor: 'Acme', what: 'the sessions', list: 'rows', more: 'next' })(...args)
}

describe('a confirm read', () => {
  it.each(cases)('of %s', (_, judge, status, body, done, result) =>
    expect(judge({ status, body }, input)).toEqual({ done, result }),
  )
})
