import { companyGraph, journal } from '../testing/company.ts'
import { WAYS, type Way } from '../testing/ways.ts'
import { Answer } from './answer.ts'
import { createExecutor, type Executor } from './executor.ts'

interface Case {
  name: string
  query: string
  variables?: Record<string, unknown>
  data: unknown
  errors?: unknown[]
  /** How many requests each subgraph gets. */
  asked?: Record<string, number>
}

const CASES: Case[] = [
  {
    name: 'fields of one subgraph, in the order asked for',
    query: '{ user(id: "u1") { name id email } }',
    data: { user: { name: 'Ann', id: 'u1', email: 'ann@x' } },
    asked: { people: 1 },
  },
  {
    name: 'an entity joined by its key',
    query: '{ users { name risk } }',
    data: {
      users: [
        { name: 'Ann', risk: 70 },
        { name: 'Bob', risk: null },
        { name: 'Cyd', risk: 80 },
      ],
    },
    asked: { people: 1, risk: 1 },
  },
  {
    name: 'an entity joined by its other key',
    query: '{ devices { serial owner { id } } }',
    data: {
      devices: [
        { serial: 'd1', owner: { id: 'u1' } },
        { serial: 'd2', owner: { id: 'u2' } },
        { serial: 'bad', owner: { id: 'u3' } },
      ],
    },
  },
  {
    name: 'an entity joined by a nested key',
    query: '{ users { team { title deviceCount } } }',
    data: {
      users: [
        { team: { title: 'Red', deviceCount: 10 } },
        { team: { title: 'Red', deviceCount: 10 } },
        { team: { title: 'Blue', deviceCount: 20 } },
      ],
    },
    asked: { people: 1, devices: 1 },
  },
  {
    name: 'a field that requires an object of a neighbour',
    query: '{ user(id: "u3") { teamMark } }',
    data: { user: { teamMark: 'Blue!' } },
  },
  {
    name: 'a field that is provided, without asking its owner',
    query: '{ firstDevice { owner { name } } }',
    data: { firstDevice: { owner: { name: 'Ann' } } },
    asked: { devices: 1 },
  },
  {
    name: 'three subgraphs in a chain',
    query: '{ user(id: "u1") { devices { note owner { height } } } }',
    data: { user: { devices: [{ note: 'note on d1', owner: { height: 170 } }] } },
  },
  {
    name: 'an entity that stands in many places, each with its own fields',
    query: '{ users { boss { name risk } } again: users { boss { risk devices { serial } } } }',
    data: {
      users: [{ boss: null }, { boss: { name: 'Ann', risk: 70 } }, { boss: { name: 'Ann', risk: 70 } }],
      again: [
        { boss: null },
        { boss: { risk: 70, devices: [{ serial: 'd1' }] } },
        { boss: { risk: 70, devices: [{ serial: 'd1' }] } },
      ],
    },
  },
  {
    name: 'aliases of fields and of the same field with other arguments',
    query:
      '{ a: user(id: "u1") { none: devices(first: 0) { serial } all: devices { serial } } b: user(id: "u2") { id } }',
    data: { a: { none: [], all: [{ serial: 'd1' }] }, b: { id: 'u2' } },
  },
  {
    name: 'aliases that every object inherits a value for',
    query: '{ user(id: "u2") { constructor: height toString: risk valueOf: name } }',
    data: { user: { constructor: null, toString: null, valueOf: 'Bob' } },
  },
  {
    name: 'an alias that no assignment makes a property of',
    query: '{ user(id: "u2") { __proto__: name id } }',
    data: { user: JSON.parse('{ "__proto__": "Bob", "id": "u2" }') },
  },
  {
    name: 'fragments, named and nested',
    query: `query { users { ...Known } } fragment Known on User { ...Named ... on Owner { id } } fragment Named on User { name }`,
    data: {
      users: [
        { name: 'Ann', id: 'u1' },
        { name: 'Bob', id: 'u2' },
        { name: 'Cyd', id: 'u3' },
      ],
    },
  },
  {
    name: 'an interface, with fields of its types joined',
    query: '{ owners { __typename id ... on User { risk } ... on Team { deviceCount } } }',
    data: {
      owners: [
        { __typename: 'User', id: 'u1', risk: 70 },
        { __typename: 'Team', id: 't2', deviceCount: 20 },
      ],
    },
  },
  {
    name: 'a union, with types that are not asked for left empty',
    query: '{ found { ... on User { kind: __typename name } } }',
    data: { found: [{}, { kind: 'User', name: 'Bob' }] },
  },
  {
    name: 'an interface object',
    query: '{ assets { __typename score ... on Phone { number } } }',
    data: {
      assets: [
        { __typename: 'Laptop', score: 5 },
        { __typename: 'Phone', score: 10, number: '7' },
      ],
    },
  },
  {
    name: '@include and @skip by variables, on fields and on joins',
    query:
      'query ($yes: Boolean!, $no: Boolean!) { users { id @skip(if: $yes) name @include(if: $yes) risk @include(if: $no) } }',
    variables: { yes: true, no: false },
    data: { users: [{ name: 'Ann' }, { name: 'Bob' }, { name: 'Cyd' }] },
    asked: { people: 1 },
  },
  {
    name: 'a field selected twice, once conditionally: it is there',
    query: 'query ($no: Boolean!) { user(id: "u1") { name ... @include(if: $no) { name id } } }',
    variables: { no: false },
    data: { user: { name: 'Ann' } },
  },
  {
    name: 'variables with defaults, passed on',
    query: 'query ($id: ID = "u2", $first: Int = 1) { user(id: $id) { devices(first: $first) { serial } } }',
    data: { user: { devices: [{ serial: 'd2' }] } },
  },
  {
    name: 'introspection beside data',
    query:
      '{ __schema { queryType { name } } user(id: "u1") { name } ...More } fragment More on Query { __type(name: "Team") { kind } }',
    data: { __schema: { queryType: { name: 'Query' } }, user: { name: 'Ann' }, __type: { kind: 'OBJECT' } },
    asked: { people: 1 },
  },
  {
    name: '__typename alone, without asking anybody',
    query: '{ __typename }',
    data: { __typename: 'Query' },
    asked: {},
  },
  {
    name: 'an error of a root field, with its code and path',
    query: '{ user(id: "u1") { name } broken: fails }',
    data: { user: { name: 'Ann' }, broken: null },
    errors: [{ message: 'It was changed.', path: ['broken'], extensions: { code: 'CONFLICT' } }],
  },
  {
    name: 'an error in a joined entity, at its place in the answer; its null goes up as far as it must',
    query: '{ users { name mainDevice { serial r: risk } } }',
    data: {
      users: [
        { name: 'Ann', mainDevice: { serial: 'd1', r: 1 } },
        { name: 'Bob', mainDevice: { serial: 'd2', r: 2 } },
        { name: 'Cyd', mainDevice: null },
      ],
    },
    errors: [
      {
        message: 'No data for this device yet.',
        path: ['users', 2, 'mainDevice', 'r'],
        extensions: { code: 'NOT_READY' },
      },
    ],
  },
  {
    name: 'a field that requires another with other arguments than the client gave it',
    query: '{ user(id: "u1") { pay bonus } }',
    data: { user: { pay: 100, bonus: 20 } },
  },
  {
    name: 'an error of a required field that the client did not ask for, at the place where that field was needed',
    query: '{ users { pay bonus } }',
    data: {
      users: [
        { pay: 100, bonus: 20 },
        { pay: 100, bonus: 20 },
        { pay: 100, bonus: null },
      ],
    },
    errors: [{ message: 'No rate for dollars yet.', path: ['users', 2], extensions: { code: 'NOT_READY' } }],
  },
  {
    name: 'an enum value that is hidden as null',
    query: '{ user(id: "u1") { level } u: user(id: "u2") { level } }',
    data: { user: { level: null }, u: { level: 'SENIOR' } },
  },
  {
    name: 'a null that goes up to the root',
    query: '{ devices { risk } }',
    data: null,
    errors: [
      { message: 'No data for this device yet.', path: ['devices', 2, 'risk'], extensions: { code: 'NOT_READY' } },
    ],
  },
]

describe.each(Object.entries(WAYS))('the executor, subgraphs %s', (_, open) => {
  const graph = companyGraph()
  let way: Way
  let executor: Executor

  beforeAll(async () => {
    way = await open(graph.handles)
    executor = createExecutor({ supergraphSdl: graph.supergraphSdl, transports: way.transports })
  })
  afterAll(() => way.close())
  beforeEach(() => {
    way.asked.length = 0
    journal.length = 0
  })

  const ask = async (document: string, variables?: Record<string, unknown>) =>
    JSON.parse((await executor.execute({ document, variables })).json) as {
      data?: unknown
      errors?: { message: string; extensions?: { code?: string } }[]
    }

  it.each(CASES.map(each => [each.name, each] as const))(
    'answers %s',
    async (_name, { query, variables, data, errors, asked }) => {
      const answer = await ask(query, variables)
      expect(answer).toEqual({ data, ...(errors ? { errors } : {}) })
      if (data) expect(Object.keys(answer.data as object)).toEqual(Object.keys(data))
      const counts: Record<string, number> = {}
      for (const { subgraph } of way.asked) counts[subgraph] = (counts[subgraph] ?? 0) + 1
      if (asked) expect(counts).toEqual(asked)
    },
  )

  it('asks for equal entities once', async () => {
    await ask('{ users { team { deviceCount } } }')
    const representations = way.asked.find(({ subgraph }) => subgraph === 'devices')?.variables.representations
    expect(representations).toEqual([
      { __typename: 'Team', id: 't1', org: { id: 'o1' } },
      { __typename: 'Team', id: 't2', org: { id: 'o1' } },
    ])
  })

  it('runs mutations one after the other, also across subgraphs', async () => {
    const answer = await ask('mutation { a: note(text: "slow") b: label(text: "two") c: note(text: "three") }')
    expect(answer).toEqual({ data: { a: 1, b: 2, c: 3 } })
    expect(journal).toEqual(['slow', 'two', 'three'])
  })

  it('joins the rest of the plan to every event of a subscription', async () => {
    const events = await executor.subscribe({ document: 'subscription { userChanged { name risk } }' })
    if (events instanceof Answer) throw new Error(events.json)
    const seen: unknown[] = []
    for await (const event of events) seen.push(JSON.parse(event.json))
    expect(seen).toEqual([
      { data: { userChanged: { name: 'Ann', risk: 70 } } },
      { data: { userChanged: { name: 'Bob', risk: null } } },
      { data: { userChanged: { name: 'Cyd', risk: 80 } } },
    ])
  })

  it('ends a subscription at once when its reader leaves while waiting', async () => {
    const events = await executor.subscribe({ document: 'subscription { endless { name } }' })
    if (events instanceof Answer) throw new Error(events.json)
    expect((await events.next()).value?.json).toBe('{"data":{"endless":{"name":"Ann"}}}')
    const waiting = events.next()
    await events.return()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })

  it('tells why a subscription is refused', async () => {
    const events = await executor.subscribe({ document: 'subscription { refused { name } }' })
    const first = events instanceof Answer ? events : (await events.next()).value
    expect(first?.errors[0]?.message).toBe('The cursor is of another list.')
    expect(first?.errors[0]?.extensions?.code).toBe('BAD_CURSOR')
  })

  it('gives a request up when its signal aborts', async () => {
    const signal = AbortSignal.timeout(30)
    const started = performance.now()
    await expect(executor.execute({ document: '{ slow }', signal })).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it.each([
    ['a text that does not parse', '{', 'GRAPHQL_PARSE_FAILED'],
    ['a field that is not there', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a field that is hidden', '{ secret }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', 'query ($id: ID!) { user(id: $id) { id } }', 'BAD_USER_INPUT'],
    [
      'several operations and no name',
      'query A { users { id } } query B { users { id } }',
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['fragments in a circle', '{ users { ...F } } fragment F on User { boss { ...F } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['too deep a query', `{ users ${'{ boss '.repeat(15)} { id } ${'}'.repeat(15)} }`, 'BAD_USER_INPUT'],
    ['too deep a query in fragments', `{ ...F0 } ${deepFragments(16)}`, 'BAD_USER_INPUT'],
    [
      'too many aliases',
      `{ ${Array.from({ length: 101 }, (__, i) => `a${i}: __typename`).join(' ')} }`,
      'BAD_USER_INPUT',
    ],
    ['fragments that unfold without end', `{ users { ...F0 } } ${doublingFragments(24)}`, 'BAD_USER_INPUT'],
    ['too many tokens', `{ ${'id '.repeat(10_001)} }`, 'BAD_USER_INPUT'],
    ['brackets without end', '{ users'.repeat(3_000), 'BAD_USER_INPUT'],
    ['a value in brackets without end', `{ user(id: ${'['.repeat(9_000)}) { id } }`, 'BAD_USER_INPUT'],
    ['too many fragments', `{ users { id } } ${doublingFragments(200)}`, 'BAD_USER_INPUT'],
    ['too long a text', `# ${'x'.repeat(100_000)}\n{ __typename }`, 'BAD_USER_INPUT'],
  ])('refuses %s before anybody is asked', async (_name, document, code) => {
    const started = performance.now()
    const answer = await ask(document)
    expect(answer.data).toBeUndefined()
    expect(answer.errors?.map(error => error.extensions?.code)).toContain(code)
    expect(way.asked).toEqual([])
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

function deepFragments(depth: number): string {
  const inner = Array.from(
    { length: depth },
    (_, i) => `fragment F${i + 1} on User { boss { ${i + 1 < depth ? `...F${i + 2}` : 'id'} } }`,
  )
  return `fragment F0 on Query { users { ...F1 } } ${inner.join(' ')}`
}

/** Each fragment spreads the next one twice: 2^count fields in a few lines. */
function doublingFragments(count: number): string {
  return Array.from(
    { length: count },
    (_, i) => `fragment F${i} on User { ${i + 1 < count ? `...F${i + 1} ...F${i + 1}` : 'id'} }`,
  ).join(' ')
}
