import { z } from 'zod'
import type { ActionInput } from './action.ts'
import { removals, removeListed } from './remove-listed.ts'

const row = z.looseObject({ id: z.string(), old: z.boolean().optional(), above: z.boolean().optional() })
const removal = {
  vendor: 'Acme',
  what: 'the keys of the user',
  list: ({ target }: ActionInput) => ({ path: `/users/${target.externalId}/keys` }),
  rows: 'keys',
  more: 'next',
  row,
  meant: ({ id }: z.infer<typeof row>, { parameters }: ActionInput) => !parameters.key || id === parameters.key,
  remove: ({ id, above }: z.infer<typeof row>) => (above ? null : { method: 'DELETE' as const, path: `/keys/${id}` }),
  elsewhere: 'from above',
}
const input = (found?: ActionInput['found'], key?: string): ActionInput => ({
  config: {},
  target: { externalId: 'u1' },
  parameters: { key },
  ...(found && { found }),
})
const lists = (...keys: unknown[]) => ({ status: 200, body: { keys } })

it.each([
  ['all', lists({ id: 'a' }, { id: 'b' }), undefined, ['/keys/a', '/keys/b']],
  ['those that are meant', lists({ id: 'a' }, { id: 'b' }), 'b', ['/keys/b']],
  ['none of what is removed elsewhere', lists({ id: 'a', above: true }), undefined, []],
  ['nothing where there is nothing', lists(), undefined, []],
])('removes %s', (_, found, key, paths) => {
  const requests = [removeListed(removal).request(input(found, key))].flat()
  expect(requests.map(({ path }) => path)).toEqual(paths)
})

it('sends a hundred requests at most', () => {
  const found = lists(...Array.from({ length: 150 }, (_, index) => ({ id: `k${index}` })))
  expect(removeListed(removal).request(input(found))).toHaveLength(100)
})

it('sends something else before them, and that alone where there are none', () => {
  const signOut = { method: 'POST' as const, path: '/users/u1/out' }
  const { request } = removals({ ...removal, first: () => [signOut] })
  expect(request(input(lists({ id: 'a' })))).toEqual([signOut, { method: 'DELETE', path: '/keys/a' }])
  expect(request(input(lists()))).toEqual([signOut])
})

it.each([
  ['was not answered', undefined],
  ['is not there', { status: 404, body: { keys: [] } }],
  ['is none', { status: 200, body: {} }],
  ['has rows that cannot be read', lists({ id: 1 })],
])('sends nothing where the list %s', (_, found) => {
  expect(() => removeListed(removal).request(input(found))).toThrow(
    'Acme did not list the keys of the user, so none can be removed.',
  )
})

it.each([
  ['none is left', lists({ id: 'b' }), true, 'Acme lists 0 of the keys of the user that are meant.'],
  ['one is left', lists({ id: 'a' }), false, 'Acme lists 1 of the keys of the user that are meant.'],
  [
    'one is left that is removed elsewhere',
    lists({ id: 'a', above: true }),
    false,
    'Acme lists 1 of the keys of the user that are meant, 1 of them from above.',
  ],
  [
    'there are more rows',
    { status: 200, body: { keys: [], next: '/2' } },
    null,
    'Acme did not list all of the keys of the user.',
  ],
  ['it is no list', { status: 200, body: {} }, null, 'Acme answers 200 without a list of the keys of the user.'],
  ['it is refused', { status: 403, body: {} }, false, 'Acme answers 403 without a list of the keys of the user.'],
])('judges by the list: %s', (_, answer, done, result) =>
  expect(removeListed(removal).confirm.judge(answer, input(undefined, 'a'))).toEqual({ done, result }),
)

it.each([
  ['one of its kind', { kind: 'keys' }, true],
  ['another', { kind: 'error' }, null],
])('takes a list that is left out for empty in %s', (_, body, done) => {
  const { confirm } = removeListed({ ...removal, rows: 'keys?', kind: ['kind', 'keys'] })
  expect(confirm.judge({ status: 200, body }, input()).done).toBe(done)
})
