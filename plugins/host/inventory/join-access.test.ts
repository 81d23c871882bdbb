import type { AccessDraft, ResourceDraft } from '@casbah/sdk'
import type { ListedRow } from '../messages.ts'
import { joinAccess } from './join-access.ts'

const group = (name: string): AccessDraft => ({ to: 'group', name })
const site = (externalId: string, access?: AccessDraft[]): ListedRow => ({
  resource: { externalId, kind: 'SITE', name: externalId, ...(access && { access }) } satisfies ResourceDraft,
})

describe('rows of one page about one resource', () => {
  it.each<[string, ListedRow[], ListedRow[]]>([
    ['none', [], []],
    ['one', [site('a', [group('x')])], [site('a', [group('x')])]],
    ['two of one', [site('a', [group('x')]), site('a', [group('y')])], [site('a', [group('x'), group('y')])]],
    ['two of two', [site('a', [group('x')]), site('b', [])], [site('a', [group('x')]), site('b', [])]],
    ['one without access', [site('a'), site('a', [group('y')])], [site('a', [group('y')])]],
    ['without any access', [site('a'), site('a')], [site('a')]],
    ['with one that cannot be read', [{ rejected: 'no' }, site('a')], [{ rejected: 'no' }, site('a')]],
  ])('are joined: %s', (_, rows, expected) => expect(joinAccess(rows)).toEqual(expected))

  it('leave the rows as they were', () => {
    const rows = [site('a', [group('x')]), site('a', [group('y')])]
    joinAccess(rows)
    expect(rows[0]).toEqual(site('a', [group('x')]))
  })
})
