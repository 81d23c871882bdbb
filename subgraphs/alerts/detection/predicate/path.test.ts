import { pathOf, testPath, valuesAt } from './path.ts'

const event = {
  type: 'user.login',
  actor: { name: 'Ann', roles: ['admin', 'staff'], none: null },
  targets: [
    { kind: 'file', name: 'a', tags: ['x', 'y'] },
    { kind: 'file', name: 'b' },
    { kind: 'folder', name: 'c', tags: ['y'] },
  ],
  empty: [],
  'a.b': 'whole name',
  nested: [[1, 2], [3]],
}

describe('a path', () => {
  it.each<[string, unknown, ReturnType<typeof testPath>]>([
    ['type', 'user.login', 'holds'],
    ['type', 'other', 'fails'],
    ['actor.name', 'Ann', 'holds'],
    ['actor.none', 'Ann', 'absent'],
    ['actor.missing', 'Ann', 'absent'],
    ['actor.name.deeper', 'Ann', 'absent'],
    ['a.b', 'whole name', 'holds'],
    ['actor.roles', 'staff', 'holds'],
    ['actor.roles', 'guest', 'fails'],
    ['targets.name', 'b', 'holds'],
    ['targets.name', 'z', 'fails'],
    ['targets.tags', 'x', 'holds'],
    ['targets[any].name', 'c', 'holds'],
    ['targets[all].kind', 'file', 'fails'],
    ['targets[none].kind', 'mailbox', 'holds'],
    ['targets[none].kind', 'folder', 'fails'],
    ['targets[2].kind', 'folder', 'holds'],
    ['targets[0].kind', 'folder', 'fails'],
    ['targets[9].kind', 'folder', 'absent'],
    ['actor[0].name', 'Ann', 'absent'],
    ['actor.roles[1]', 'staff', 'holds'],
    ['empty[all].kind', 'file', 'absent'],
    ['empty[none].kind', 'file', 'holds'],
    ['nested', 3, 'holds'],
    ['__proto__.toString', 'x', 'absent'],
    ['constructor.name', 'Object', 'absent'],
  ])('%s is %p: %s', (name, wanted, found) => {
    expect(testPath(event, pathOf(name), value => value === wanted)).toBe(found)
  })

  it('takes keys without case only when it is told to', () => {
    expect(testPath(event, pathOf('Actor.NAME'), () => true)).toBe('absent')
    expect(testPath(event, pathOf('Actor.NAME', true), value => value === 'Ann')).toBe('holds')
  })

  it('shows the values, at most twenty', () => {
    expect(valuesAt(event, pathOf('targets[all].name'))).toEqual(['a', 'b', 'c'])
    expect(valuesAt({ list: Array.from({ length: 50 }, (_, n) => n) }, pathOf('list'))).toHaveLength(20)
  })

  it.each([null, undefined, 7, 'text', []])('finds nothing in %p', root => {
    expect(testPath(root, pathOf('a.b'), () => true)).toBe('absent')
  })
})
