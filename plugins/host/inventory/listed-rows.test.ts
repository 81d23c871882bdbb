import { defineListing } from '@casbah/sdk'
import { z } from 'zod'
import { readListed } from './listed-rows.ts'

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
