import type { RequiresSelection } from '@graphql-hive/router-query-planner'
import { buildSchema } from 'graphql'
import type { Data } from './data.ts'
import { compileKeyFields, KnownEntities } from './known-entities.ts'
import { TypeConditions } from './type-conditions.ts'

const types = new TypeConditions(
  buildSchema(`type Query { a: Pet } interface Pet { id: ID } type Cat implements Pet { id: ID } type Dog { id: ID }`),
)
const field = (name: string, ...selections: RequiresSelection[]): RequiresSelection => ({
  kind: 'Field',
  name,
  selections,
})
const on = (typeCondition: string, ...selections: RequiresSelection[]): RequiresSelection => ({
  kind: 'InlineFragment',
  typeCondition,
  selections,
})

/** How many of the entities were made, when each is looked for in turn. */
function made(selections: RequiresSelection[], entities: Data[]): number {
  const known = new KnownEntities(compileKeyFields(selections, types))
  const fresh: Data[] = []
  const indexes = entities.map(entity => known.indexOf(entity, each => fresh.push(each) - 1))
  indexes.forEach((index, i) => expect(fresh[index]).toEqual(entities[i]))
  return fresh.length
}

describe('entities that came up before', () => {
  const cat = (fields: Data): Data => ({ __typename: 'Cat', ...fields })
  it.each<[string, RequiresSelection[], Data[], number]>([
    ['are known by their key', [on('Cat', field('__typename'), field('id'))], [cat({ id: '1' }), cat({ id: '1' })], 1],
    ['are told apart by any part of it', [field('a'), field('b')], [cat({ a: 1, b: 2 }), cat({ a: 1, b: 3 })], 2],
    ['are told apart by the kind of a value', [field('id')], [cat({ id: 1 }), cat({ id: '1' }), cat({ id: null })], 3],
    ['are told apart by type', [field('id')], [cat({ id: 1 }), { __typename: 'Dog', id: 1 }, { id: 1 }], 3],
    ['are known by an interface of their type', [on('Pet', field('id'))], [cat({ id: 1 }), cat({ id: 1 })], 1],
    ['are made anew where objects are in the key', [field('o', field('id'))], [cat({ o: {} }), cat({ o: {} })], 2],
    ['are made anew where a value is an object', [field('id')], [cat({ id: {} }), cat({ id: {} })], 2],
    ['are made anew where no field is required of the type', [on('Dog', field('id'))], [cat({}), cat({})], 2],
    ['are made anew under a name that no schema knows', [field('id')], [1, 1].map(id => ({ __typename: 'X', id })), 2],
  ])('%s', (_name, selections, entities, count) => {
    expect(made(selections, entities)).toBe(count)
  })

  it('that lack something are remembered as such', () => {
    const known = new KnownEntities(compileKeyFields([field('id')], types))
    const asked: Data[] = []
    const lacking = () => known.indexOf(cat({}), entity => -asked.push(entity))
    expect([lacking(), lacking()]).toEqual([-1, -1])
    expect(asked).toHaveLength(1)
  })
})
