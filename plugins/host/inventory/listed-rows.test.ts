import type { ResourceDraft, ResourceListing } from '@casbah/sdk'
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
