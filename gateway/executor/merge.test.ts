import { buildSchema } from 'graphql'
import { merge, mergeEntities } from './merge.ts'
import { TypeConditions } from './type-conditions.ts'

const types = new TypeConditions(
  buildSchema(`type Query { a: Pet } interface Pet { id: ID } type Cat implements Pet { id: ID }`),
)

describe('merge', () => {
  it.each([
    ['adds what is new', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['goes into objects', { o: { a: 1 } }, { o: { b: 2 } }, { o: { a: 1, b: 2 } }],
    [
      'goes into lists place by place',
      { l: [{ a: 1 }, null] },
      { l: [{ b: 2 }, { b: 3 }] },
      { l: [{ a: 1, b: 2 }, null] },
    ],
    ['goes into lists of lists', { l: [[{ a: 1 }]] }, { l: [[{ b: 2 }]] }, { l: [[{ a: 1, b: 2 }]] }],
    ['does not put a null over a value', { a: 1 }, { a: null }, { a: 1 }],
    ['keeps a null that came first alone', {}, { a: null }, { a: null }],
    [
      'prefers the name of a type to that of an interface',
      { __typename: 'Pet' },
      { __typename: 'Cat' },
      { __typename: 'Cat' },
    ],
    ['never the other way round', { __typename: 'Cat' }, { __typename: 'Pet' }, { __typename: 'Cat' }],
  ])('%s', (_name, target, source, expected) => {
    merge(target, source, types)
    expect(target).toEqual(expected)
  })
})

describe('mergeEntities', () => {
  it('gives places that share an entity parts of their own', () => {
    const first: Record<string, unknown> = {}
    const second: Record<string, unknown> = {}
    const at = new Date(0)
    mergeEntities([first, second], [0, 0], [{ team: { id: 1 }, at }], types)
    ;(first.team as Record<string, unknown>).name = 'only here'
    expect(second).toEqual({ team: { id: 1 }, at })
  })

  it('leaves a place alone whose entity is not there', () => {
    const place = { id: 1 }
    mergeEntities([place], [0], [null], types)
    expect(place).toEqual({ id: 1 })
  })
})
