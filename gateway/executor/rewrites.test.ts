import { buildSchema } from 'graphql'
import { compileRewrites, renamedKeys } from './rewrites.ts'
import { TypeConditions } from './type-conditions.ts'

const types = new TypeConditions(
  buildSchema(`
    type Query { pet: Pet }
    interface Pet { name: String }
    type Cat implements Pet { name: String }
    type Dog implements Pet { name: String }
  `),
)
const cat = [{ TypenameEquals: ['Cat'] }]

describe('rewrites', () => {
  it.each([
    ['rename a key', { KeyRenamer: { path: [{ Key: 'a' }], renameKeyTo: 'b' } }, { a: 1, c: 2 }, { c: 2, b: 1 }],
    [
      'rename through lists',
      { KeyRenamer: { path: [{ Key: 'x' }, { Key: 'a' }], renameKeyTo: 'b' } },
      { x: [{ a: 1 }, null, [{ a: 2 }]] },
      { x: [{ b: 1 }, null, [{ b: 2 }]] },
    ],
    [
      'rename only on a type',
      { KeyRenamer: { path: [{ Key: 'x' }, ...cat, { Key: 'a' }], renameKeyTo: 'b' } },
      {
        x: [
          { __typename: 'Cat', a: 1 },
          { __typename: 'Dog', a: 2 },
        ],
      },
      {
        x: [
          { __typename: 'Cat', b: 1 },
          { __typename: 'Dog', a: 2 },
        ],
      },
    ],
    [
      'rename on all types of an interface',
      { KeyRenamer: { path: [{ TypenameEquals: ['Pet'] }, { Key: 'a' }], renameKeyTo: 'b' } },
      { __typename: 'Dog', a: 2 },
      { __typename: 'Dog', b: 2 },
    ],
    ['leave alone what is not there', { KeyRenamer: { path: [{ Key: 'a' }], renameKeyTo: 'b' } }, { c: 1 }, { c: 1 }],
    [
      'set a value',
      { ValueSetter: { path: [...cat, { Key: '__typename' }], setValueTo: 'Pet' } },
      { __typename: 'Cat' },
      { __typename: 'Pet' },
    ],
    [
      'set a value in the other notation',
      { kind: 'ValueSetter' as const, path: [{ Key: '__typename' }], setValueTo: 'Pet' },
      {},
      { __typename: 'Pet' },
    ],
  ])('%s', (_name, rewrite, data, expected) => {
    compileRewrites([rewrite], types)!(data)
    expect(data).toEqual(expected)
  })

  it('are nothing when there are none', () => {
    expect(compileRewrites([], types)).toBeNull()
  })

  it('tell which keys they rename', () => {
    const rewrite = { KeyRenamer: { path: [{ Key: 'x' }, ...cat, { Key: 'alias_1' }], renameKeyTo: 'name' } }
    expect(renamedKeys([rewrite])).toEqual(new Map([['alias_1', 'name']]))
  })
})
