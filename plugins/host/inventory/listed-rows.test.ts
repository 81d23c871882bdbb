import { defineListing, type ResourceDraft, type ResourceListing } from '@casbah/sdk'
import { z } from 'zod'
import { readListed } from './listed-rows.ts'

const draft = (externalId: string, more: Partial<ResourceDraft> = {}): ResourceDraft => ({
  externalId,
  kind: 'FILE',
  name: externalId,
  ...more,
})
const row = z.object({ id: z.string(), mine: z.boolean().optional() })
const changes: NonNullable<ResourceListing['changes']> = {
  row,
  request: () => ({ path: '/changes' }),
  rows: 'rows',
  page: { style: 'bodyCursor', field: 'next' },
  token: ['start', 'new'],
  toResource: (change, parent) => {
    const { id, mine } = change as z.infer<typeof row>
    if (id === 'bad') throw new Error('too odd')
    return mine ? draft(id, { owner: parent?.email }) : null
  },
}
const listing: ResourceListing = {
  name: 'files',
  row,
  request: () => ({ path: '/files' }),
  rows: 'rows',
  page: { style: 'none' },
  scopes: [],
  toResource: one => draft((one as { id: string }).id),
}

describe('a change feed', () => {
  const read = (body: object, cursor: string | null = '1') =>
    readListed(listing, changes, {
      listing: 'files',
      from: 'changes',
      status: 200,
      bytes: new TextEncoder().encode(JSON.stringify(body)),
      headers: {},
      cursor,
      parent: { externalId: 'u1', email: 'u1@acme.example' },
    })

  it.each([
    ['where it stands, first', { start: '7' }, null, { rows: [], next: '7', end: true }],
    ['a page before others', { rows: [], next: '2' }, '1', { rows: [], next: '2', end: false }],
    ['a last page', { rows: [], new: '9' }, '1', { rows: [], next: '9', end: true }],
  ])('tells %s', (_, body, cursor, expected) => expect(read(body, cursor)).toEqual(expected))

  it('leaves out what is not of its list, and counts what cannot be read', () => {
    const { rows } = read({ rows: [{ id: 'a', mine: true }, { id: 'b', mine: false }, { id: 'bad' }, { mine: true }] })
    expect(rows).toEqual([
      { resource: draft('a', { owner: 'u1@acme.example' }) },
      { rejected: 'the connector cannot read it: too odd' },
      { rejected: expect.stringContaining('id') },
    ])
  })
})

const parent = { externalId: 'g1', name: 'One' }

/** What an answer to a listing of groups gives; with `each` it is read for each group of another. */
function groupsIn(body: unknown, { each, rows = '' }: { each?: string; rows?: string } = {}) {
  const listing = defineListing<{ id: string }>({
    name: 'groups',
    ...(each && { each }),
    row: z.looseObject({ id: z.string() }),
    request: () => ({ path: '/groups' }),
    rows,
    page: { style: 'none' },
    scopes: ['read'],
    toGroup: ({ id }) => ({ externalId: id, name: id }),
  })
  const bytes = Buffer.from(JSON.stringify(body))
  const ask = { listing: 'groups', from: 'listing' as const, status: 200, bytes, headers: {}, cursor: null }
  return readListed(listing, null, { ...ask, ...(each && { parent }) }).rows
}

const group = (id: string) => ({ group: { externalId: id, name: id } })

describe('an answer to a listing', () => {
  it.each<[string, unknown, { each?: string; rows?: string }, unknown[]]>([
    ['a list', [{ id: 'a' }, { id: 'b' }], {}, [group('a'), group('b')]],
    ['a list at a path', { all: [{ id: 'a' }] }, { rows: 'all' }, [group('a')]],
    ['a list read for each', [{ id: 'a' }], { each: 'ids' }, [group('a')]],
    ['one object read for each', { id: 'a' }, { each: 'ids' }, [group('a')]],
    ['an empty list read for each', [], { each: 'ids' }, []],
  ])('that is %s gives its rows', (_, body, ways, expected) => expect(groupsIn(body, ways)).toEqual(expected))

  it.each<[string, unknown, { each?: string }]>([
    ['one object where a list was asked for', { id: 'a' }, {}],
    ['nothing', null, { each: 'ids' }],
    ['a text', 'later', { each: 'ids' }],
  ])('that is %s is none', (_, body, ways) => expect(() => groupsIn(body, ways)).toThrow('no list at "its top"'))
})

it.each<[string, unknown, unknown[]]>([
  ['is as many accounts', { members: ['a', 'b'] }, ['a', 'b'].map(id => ({ account: { externalId: id } }))],
  ['may be none', { members: [] }, []],
  ['may hold one that cannot be read', { members: [1] }, [{ rejected: expect.stringContaining('string') }]],
  ['is rejected when it cannot be cut', {}, [{ rejected: expect.stringContaining('the connector cannot read it') }]],
])('an item that holds several rows %s', (_, item, expected) => {
  const listing = defineListing<string>({
    name: 'members',
    row: z.string(),
    request: () => ({ path: '/policies' }),
    rows: 'policies',
    split: one => (one as { members: unknown[] }).members.map(member => member),
    page: { style: 'none' },
    scopes: ['read'],
    toAccount: id => ({ externalId: id }),
  })
  const bytes = Buffer.from(JSON.stringify({ policies: [item] }))
  const ask = { listing: 'members', from: 'listing' as const, status: 200, bytes, headers: {}, cursor: null }
  expect(readListed(listing, null, ask).rows).toEqual(expected)
})

it('a draft tells nothing by null, nor lays it over what another listing tells', () => {
  const listing = defineListing<{ id: string }>({
    name: 'files',
    row: z.looseObject({ id: z.string() }),
    request: () => ({ path: '/files' }),
    rows: '',
    page: { style: 'none' },
    scopes: ['read'],
    toResource: ({ id }) => draft(id, { owner: null, label: null, access: [{ to: 'user', name: null, role: 'READ' }] }),
  })
  const bytes = Buffer.from('[{"id":"a"}]')
  const ask = { listing: 'files', from: 'listing' as const, status: 200, bytes, headers: {}, cursor: null }
  expect(readListed(listing, null, ask).rows).toStrictEqual([
    { resource: draft('a', { access: [{ to: 'user', role: 'READ' }] }) },
  ])
})

it.each<[string, number, number[] | undefined, unknown[]]>([
  ['is one row where its status is named', 200, [200], [{ account: { externalId: 'u1', mfaEnabled: false } }]],
  ['is no row elsewhere', 200, undefined, []],
])('an empty list that is read for each %s', (_, status, answers, expected) => {
  const listing = defineListing<{ body: unknown[] }>({
    name: 'factors',
    each: 'users',
    row: z.looseObject({ body: z.array(z.unknown()) }),
    request: () => ({ path: '/factors' }),
    rows: '',
    page: { style: 'none' },
    ...(answers && { answers }),
    scopes: ['read'],
    toAccount: ({ body }, of) => ({ externalId: of?.externalId ?? '', mfaEnabled: body.length > 0 }),
  })
  const ask = {
    listing: 'factors',
    from: 'listing' as const,
    status,
    bytes: Buffer.from('[]'),
    headers: {},
    cursor: null,
  }
  expect(readListed(listing, null, { ...ask, parent: { externalId: 'u1' } }).rows).toEqual(expected)
})
