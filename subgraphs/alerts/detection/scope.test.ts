import { BUILT_IN, builtInId } from '../policy/built-in/index.ts'
import type { PolicyRow, ScopeData } from '../policy/policy.entity.ts'
import { activity, burst, minute } from '../testing/activity.ts'
import { Engine } from './engine.ts'
import { factsOf, type AccountFact } from './facts.ts'
import { compileScope } from './scope.ts'

const EVERYWHERE: ScopeData = { apps: [], users: [], excludedUsers: [], groups: [], excludedGroups: [] }

const account = (id: string, groups: string[]): AccountFact => ({
  id,
  app: 'app-okta',
  email: null,
  userId: null,
  status: 'ACTIVE',
  isAdmin: false,
  isService: false,
  isExternal: false,
  mfaEnabled: null,
  groups,
})
const facts = factsOf([account('account-ann', ['Sales', 'Berlin']), account('account-bob', [])])
const ann = activity('a')
const bob = activity('b', { userId: 'user-bob', accountId: 'account-bob' })
const nobody = activity('n', { userId: null, accountId: null, actor: null })

describe('a scope', () => {
  it.each<[string, Partial<ScopeData>, ann: boolean, bob: boolean, nobody: boolean]>([
    ['everywhere', {}, true, true, true],
    ['an app', { apps: ['app-okta'] }, true, true, true],
    ['another app', { apps: ['app-github'] }, false, false, false],
    ['a user', { users: ['user-ann'] }, true, false, false],
    ['a group, whatever its case', { groups: ['sales'] }, true, false, false],
    ['users and groups: either will do', { users: ['user-bob'], groups: ['Sales'] }, true, true, false],
    ['all but a user', { excludedUsers: ['user-ann'] }, false, true, true],
    ['all but a group', { excludedGroups: ['BERLIN'] }, false, true, true],
    ['out over in, of users', { users: ['user-ann'], excludedUsers: ['user-ann'] }, false, false, false],
    ['out over in, of groups', { users: ['user-ann'], excludedGroups: ['Berlin'] }, false, false, false],
    ['out over in, of a user in a group', { groups: ['Sales'], excludedUsers: ['user-ann'] }, false, false, false],
    ['an app and a user', { apps: ['app-okta'], users: ['user-bob'] }, false, true, false],
  ])('of %s', (_, parts, ...expected) => {
    const test = compileScope({ ...EVERYWHERE, ...parts })
    expect([ann, bob, nobody].map(each => (test ? test(each, facts) === null : true))).toEqual(expected)
  })

  it('keeps what is out of it from being counted', () => {
    const slug = 'mass-download'
    const { slug: _, ...built } = BUILT_IN.find(each => each.slug === slug)!
    const policy = (scope: Partial<ScopeData>) =>
      ({
        ...built,
        tenant: 'acme',
        id: builtInId('acme', slug),
        enabled: true,
        version: 1,
        definitionVersion: 1,
        scope: { ...EVERYWHERE, ...scope },
      }) as unknown as PolicyRow
    const download = { action: 'file.download' }
    const mixed = [
      ...burst('in', 20, download),
      ...burst('out', 20, { ...download, app: 'app-other', time: minute(1) }),
    ]
    const found = (scope: Partial<ScopeData>) =>
      new Engine().judge({ tenant: 'acme', activities: mixed, policies: [policy(scope)] }, new Map()).found.length
    expect(found({})).toBeGreaterThan(0)
    expect(found({ apps: ['app-okta'] })).toBe(0)
  })
})
