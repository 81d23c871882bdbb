import { readAnswer } from './answers.ts'

const listed = (rows: unknown[]) => {
  const answer = { rows, next: null, end: true }
  return readAnswer('listed', answer, JSON.stringify(answer)).rows
}
const file = { externalId: 'f1', kind: 'FILE', name: 'Plan', access: [{ to: 'link' }] }

describe('rows of a listing, out of a sandbox', () => {
  it.each<[string, object]>([
    ['an account', { account: { externalId: 'u1', isAdmin: true } }],
    ['a group', { group: { externalId: 'g1', name: 'Board', members: ['u1'] } }],
    ['a resource', { resource: file }],
    ['a resource that leaves access to another listing', { resource: { externalId: 'b', kind: 'BUCKET', name: 'b' } }],
    ['a grant', { grant: { externalId: 'g', clientId: 'c', clientName: 'App', scopes: ['read'], risk: 'LOW' } }],
    ['a domain', { domain: 'acme.example' }],
    ['no domain', { domain: null }],
    ['a row that it refused', { rejected: 'name: missing' }],
  ])('takes %s', (_what, row) => expect(listed([row])).toEqual([row]))

  it.each<[string, unknown, RegExp]>([
    ['no object', 7, /does not fit/],
    ['nothing that is listed', { secret: 'x' }, /does not fit/],
    ['an empty id', { account: { externalId: '' } }, /externalId/],
    ['an unknown kind', { resource: { ...file, kind: 'SECRET' } }, /kind/],
    ['an unknown grantee', { resource: { ...file, access: [{ to: 'everyone' }] } }, /access/],
    [
      'an unknown risk',
      { grant: { externalId: 'g', clientId: 'c', clientName: 'A', scopes: [], risk: 'BAD' } },
      /risk/,
    ],
  ])('rejects %s, and only that row', (_what, row, reason) => {
    const [refused, kept] = listed([row, { resource: file }])
    expect((refused as { rejected: string }).rejected).toMatch(reason)
    expect(kept).toEqual({ resource: file })
  })

  it('keeps fields that it does not know out', () => {
    expect(listed([{ resource: { ...file, exposure: 'PRIVATE' } }])).toEqual([{ resource: file }])
  })

  it('takes what activities touched', () => {
    const row = { id: '1', hashed: false, time: 1, activities: [], touched: [{ listing: 'files', externalId: 'f1' }] }
    const answer = { rows: [row], next: null, end: true }
    expect(readAnswer('normalise', answer, JSON.stringify(answer)).rows).toEqual([row])
  })
})
