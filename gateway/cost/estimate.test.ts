import { buildSchema, getOperationAST, Kind, parse, validate } from 'graphql'
import { compileEstimate } from './estimate.ts'

const schema = buildSchema(`
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(
    assumedSize: Int slicingArguments: [String!] sizedFields: [String!] requireOneSlicingArgument: Boolean = true
  ) on FIELD_DEFINITION

  type Query {
    name: String
    user: User
    score: Score @cost(weight: 10)
    dear: Dear
    plain: [User!]!
    tags: [String!]!
    some: [User!] @listSize(assumedSize: 3)
    counts: [Score!] @cost(weight: 50) @listSize(assumedSize: 20)
    top(first: Int = 4): [Score!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
    page(first: Int, last: Int): [User!] @listSize(slicingArguments: ["first", "last"])
    users(first: Int = 50): Users @listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)
    animals(first: Int = 2): [Animal!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
    search(by: By, deep: Boolean @cost(weight: 30)): String
  }
  type Mutation { make: User @cost(weight: 100) }
  type Subscription { changed: User }
  type Users { edges: [Edge!]! total: Int! @cost(weight: 10) }
  type Edge { node: User }
  type User { id: ID! boss: User friends(first: Int = 10): [User!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false) code: Code }
  type Viewer { limits: Int }
  type Score { n: Int }
  type Dear @cost(weight: 7) { n: Int }
  scalar Code @cost(weight: 2)
  input By { text: String fuzzy: String @cost(weight: 5) and: [By!] }
  interface Animal { name: String }
  type Cat implements Animal { name: String owner: User }
  type Dog implements Animal { name: String packs: [User!] @listSize(assumedSize: 6) }
`)

function costOf(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text)
  expect(validate(schema, document)).toEqual([])
  const fragments = new Map(
    document.definitions.flatMap(each => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  )
  return compileEstimate(getOperationAST(document)!, fragments, schema).cost(variables)
}

describe('the cost of an operation', () => {
  const table: [string, string, number, Record<string, unknown>?][] = [
    ['scalars are free', '{ name __typename }', 0],
    ['introspection is free', '{ __schema { types { name fields { name } } } }', 0],
    ['an object costs 1', '{ user { id boss { id } } }', 2],
    ['a field weight stands for its single object', '{ score { n } }', 10],
    ['a type weight', '{ dear { n } }', 7],
    ['a scalar with a weight', '{ user { code } }', 3],
    ['a list without a size holds ten', '{ plain { id } }', 10],
    ['a list of scalars is free', '{ tags }', 0],
    ['the assumed size', '{ some { boss { id } } }', 6],
    ['a field weight of a list is paid once', '{ counts { n } }', 70],
    ['a slicing argument', '{ top(first: 9) { n } }', 9],
    ['its default', '{ top { n } }', 4],
    ['null for it is as if it were left out', '{ top(first: null) { n } }', 4],
    ['none at all', '{ top(first: 0) { n } }', 0],
    ['a negative one is no credit', '{ top(first: -5) { n } }', 0],
    ['a variable', 'query ($n: Int) { top(first: $n) { n } }', 7, { n: 7 }],
    ['a variable left out', 'query ($n: Int) { top(first: $n) { n } }', 4],
    ['a default of a variable', 'query ($n: Int = 8) { top(first: $n) { n } }', 8],
    ['a connection', '{ users(first: 20) { edges { node { id } } total } }', 1 + 20 * 2 + 10],
    ['lists in lists', '{ users(first: 5) { edges { node { friends(first: 3) { id } } } } }', 1 + 5 * (1 + 1 + 3)],
    ['aliases cost each', '{ a: user { id } b: user { id } }', 2],
    [
      'the same field twice is answered once',
      '{ user { id } user { boss { id } } ...F } fragment F on Query { user { id } }',
      2,
    ],
    ['a fragment spread in two places', '{ a: user { ...F } b: user { ...F } } fragment F on User { boss { id } }', 4],
    ['what is skipped', '{ user @skip(if: true) { id } }', 0],
    ['what a variable skips', 'query ($no: Boolean!) { user @skip(if: $no) { id } score { n } }', 10, { no: true }],
    ['what a variable leaves in', 'query ($yes: Boolean = true) { user @include(if: $yes) { id } }', 1],
    [
      'an interface costs its dearest member',
      '{ animals { name ... on Cat { owner { id } } ... on Dog { packs { id } } } }',
      2 * (1 + 6),
    ],
    ['a member that is not asked for more', '{ animals { name ... on Cat { owner { id } } } }', 2 * 2],
    ['an argument with a weight', '{ search(deep: true) }', 30],
    [
      'an input field with a weight, wherever it is',
      '{ search(by: { fuzzy: "a", and: [{ fuzzy: "b" }, { text: "c" }] }) }',
      10,
    ],
    ['the same in a variable', 'query ($by: By) { search(by: $by) }', 5, { by: { and: [{ fuzzy: 'b' }] } }],
    ['a mutation', 'mutation { make { boss { id } } }', 101],
    ['a subscription', 'subscription { changed { boss { id } } }', 2],
  ]
  it.each(table.map(([name, text, cost, variables = {}]) => ({ name, text, cost, variables })))(
    '$name',
    ({ text, cost, variables }) => {
      expect(costOf(text, variables)).toBe(cost)
    },
  )

  it('wants one slicing argument where the schema does', () => {
    expect(costOf('{ page(last: 6) { id } }')).toBe(6)
    for (const text of ['{ page { id } }', '{ page(first: 1, last: 2) { id } }'])
      expect(() => costOf(text)).toThrow('wants exactly one of its arguments first, last')
    expect(() => costOf('query ($n: Int) { page(first: $n) { id } }')).toThrow('exactly one')
  })

  it('stays a number however deep lists are nested', () => {
    const nested = (depth: number): string => (depth ? `friends(first: 2000000000) { ${nested(depth - 1)} }` : 'id')
    expect(costOf(`{ user { ${nested(12)} } }`)).toBe(2_000_000_000)
    expect(costOf(`query ($n: Int) { user { ${nested(12).replaceAll('2000000000', '$n')} } }`, { n: 0 })).toBe(1)
  })

  it('is worked out once, also for fragments that fan out over interfaces', () => {
    const nested = (depth: number): string =>
      depth
        ? `animals { ... on Cat { owner { ${inner(depth - 1)} } } ... on Dog { packs { ${inner(depth - 1)} } } }`
        : 'name'
    const inner = (depth: number): string => (depth ? `boss { ${inner(depth - 1)} }` : 'id')
    expect(costOf(`{ ${nested(5)} }`)).toBe(2 * (1 + 6 * 5))
  })
})
