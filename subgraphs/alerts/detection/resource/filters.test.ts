import type { GrantChanged, ResourceChanged, Topics } from '@casbah/kit'
import { minute } from '../../testing/activity.ts'
import { finding, grant, resource } from '../../testing/things.ts'
import { compilePolicy } from '../compile.ts'
import { findingThing, grantThing, resourceThing, type Around } from './thing.ts'
import { ThingPolicy } from './thing-policy.ts'

const AROUND: Around = { connector: 'google-workspace', grantedBy: 3, accounts: 100 }

function policy(kind: 'RESOURCE' | 'POSTURE', definition: unknown): ThingPolicy {
  return compilePolicy({ name: 'A policy', kind, severity: 'HIGH', definition }) as ThingPolicy
}

describe('a ResourceFilter', () => {
  const shared = resource('r', {
    name: '/keys/Server.PEM',
    exposure: 'EXTERNAL',
    exposureBefore: 'PRIVATE',
    sharedWith: ['x@lab.partner.example', 'ann@gmail.com', 'Sales'],
    outsideDomains: ['lab.partner.example', 'gmail.com'],
    isSharedWithPersonalMail: true,
    label: 'Confidential',
    modifiedAt: minute(0) - 40 * 86_400_000,
  })
  it.each<[object, Partial<ResourceChanged>, boolean]>([
    [{ exposure: ['EXTERNAL', 'PUBLIC'] }, {}, true],
    [{ exposure: ['PUBLIC'] }, {}, false],
    [{ kind: ['FILE'] }, {}, true],
    [{ kind: ['BUCKET'] }, {}, false],
    [{ app: ['app-drive'] }, {}, true],
    [{ app: ['app-box'] }, {}, false],
    [{ connector: ['google-workspace'] }, {}, true],
    [{ connector: ['box'] }, {}, false],
    [{ owner: ['account-ann'] }, {}, true],
    [{ owner: ['account-bob'] }, {}, false],
    [{ owner: ['account-ann'] }, { ownerAccountId: null }, false],
    [{ name: { contains: 'server' } }, {}, true],
    [{ name: { startsWith: '/PLANS' } }, {}, false],
    [{ extension: ['.pem', 'pfx'] }, {}, true],
    [{ extension: ['pem'] }, { name: '/keys/pem' }, false],
    [{ extension: ['pem'] }, { name: `${'🗝'.repeat(100_000)}.pem` }, true],
    [{ extension: ['env'] }, { name: '/home/.env' }, false],
    [{ sharedWith: { contains: '@lab.' } }, {}, true],
    [{ sharedWith: { in: ['sales'] } }, {}, true],
    [{ sharedWith: { isSet: false } }, {}, false],
    [{ sharedWith: { isSet: false } }, { sharedWith: [] }, true],
    [{ sharedWithDomains: ['Partner.example'] }, {}, true],
    [{ sharedWithDomains: ['ner.example'] }, {}, false],
    [{ sharedWithOutsideBut: ['partner.example', 'gmail.com'] }, {}, false],
    [{ sharedWithOutsideBut: ['partner.example'] }, {}, true],
    [{ sharedWithOutsideBut: [] }, {}, true],
    [{ sharedWithOutsideBut: [] }, { outsideDomains: [] }, false],
    [{ sharedWithPersonalMail: true }, {}, true],
    [{ sharedWithPersonalMail: false }, {}, false],
    [{ label: { in: ['confidential'] } }, {}, true],
    [{ label: { isSet: false } }, { label: null }, true],
    [{ modifiedAt: { until: '2027-03-01T00:00:00Z' } }, {}, true],
    [{ modifiedAt: { since: '2027-03-01T00:00:00Z' } }, {}, false],
    [{ modifiedAt: { since: '2020-01-01T00:00:00Z' } }, { modifiedAt: null }, false],
    [{ modifiedDaysAgo: { atLeast: 30 } }, {}, true],
    [{ modifiedDaysAgo: { atMost: 30 } }, {}, false],
    [{ not: { exposure: ['EXTERNAL'] } }, {}, false],
    [{ or: [{ kind: ['BUCKET'] }, { label: { isSet: true } }] }, {}, true],
    [{ and: [{ kind: ['FILE'] }, { label: { isSet: false } }] }, {}, false],
  ])('%j of %j: %s', (filter, parts, expected) => {
    const thing = resourceThing({ ...shared, ...parts }, minute(1))
    expect(policy('RESOURCE', { filter }).matches(thing, AROUND)).toBe(expected)
  })

  it.each([
    [{ filter: {} }, 'definition.filter: name at least one condition'],
    [{}, 'give exactly one of `filter`'],
    [{ filter: { kind: ['FILE'] }, grantFilter: { risk: ['HIGH'] } }, 'give exactly one of `filter`'],
    [{ filter: { content: 'PII' } }, 'what a file contains is not read'],
    [{ filter: { size: 5 } }, 'Unrecognized key: "size"'],
    [{ filter: { exposure: [] } }, 'definition.filter.exposure'],
    [{ filter: { modifiedAt: { since: 'yesterday' } } }, 'definition.filter.modifiedAt.since'],
  ])('refuses %j', (definition, problem) => {
    expect(() => policy('RESOURCE', definition)).toThrow(problem)
  })
})

describe('an OAuthGrantFilter', () => {
  const risky = grant('g', {
    clientName: 'Micros0ft Teams',
    publisher: 'Contoso',
    scopes: ['https://mail.google.com/', 'profile'],
    risk: 'HIGH',
    grantedAt: minute(0) - 10 * 86_400_000,
  })
  it.each<[object, Partial<GrantChanged>, Partial<Around>, boolean]>([
    [{ app: ['app-drive'] }, {}, {}, true],
    [{ app: ['app-box'] }, {}, {}, false],
    [{ connector: ['google-workspace'] }, {}, {}, true],
    [{ connector: ['google-workspace'] }, {}, { connector: null }, false],
    [{ account: ['account-ann'] }, {}, {}, true],
    [{ account: ['account-ann'] }, { accountId: null }, {}, false],
    [{ clientName: { contains: 'teams' } }, {}, {}, true],
    [{ clientName: { in: ['Teams'] } }, {}, {}, false],
    [{ clientId: ['client-g'] }, {}, {}, true],
    [{ clientId: ['client-h'] }, {}, {}, false],
    [{ scope: { contains: 'mail.google' } }, {}, {}, true],
    [{ scope: { in: ['drive'] } }, {}, {}, false],
    [{ scopesAtLeast: 2 }, {}, {}, true],
    [{ scopesAtLeast: 3 }, {}, {}, false],
    [{ risk: ['HIGH', 'CRITICAL'] }, {}, {}, true],
    [{ risk: ['LOW'] }, {}, {}, false],
    [{ grantedAt: { since: '2027-01-01T00:00:00Z' } }, {}, {}, true],
    [{ grantedAt: { until: '2027-01-01T00:00:00Z' } }, {}, {}, false],
    [{ grantedDaysAgo: { atMost: 7 } }, {}, {}, false],
    [{ grantedDaysAgo: { atLeast: 7 } }, {}, {}, true],
    [{ grantedByAtMost: 3 }, {}, {}, true],
    [{ grantedByAtMost: 2 }, {}, {}, false],
    [{ grantedByAtLeast: 4 }, {}, {}, false],
    [{ grantedByAtLeast: 3 }, {}, {}, true],
    [{ rarity: ['UNCOMMON'] }, {}, {}, true],
    [{ rarity: ['RARE'] }, {}, {}, false],
    [{ rarity: ['RARE'] }, {}, { grantedBy: 1, accounts: 5 }, true],
    [{ rarity: ['RARE'] }, {}, { grantedBy: 10, accounts: 1000 }, true],
    [{ rarity: ['COMMON'] }, {}, { grantedBy: 11 }, true],
    [{ publisher: { in: ['contoso'] } }, {}, {}, true],
    [{ publisher: { isSet: false } }, { publisher: null }, {}, true],
    [{ lookAlike: true }, {}, {}, true],
    [{ lookAlike: true }, { clientName: 'Microsoft Teams' }, {}, false],
    [{ lookAlike: false }, { clientName: 'Microsoft Teams' }, {}, true],
    [{ publisherLookAlike: true }, {}, {}, false],
    [{ publisherLookAlike: true }, { publisher: 'Goog1e LLC' }, {}, true],
    [{ publisherLookAlike: false }, { publisher: null }, {}, true],
    [{ not: { risk: ['HIGH'] } }, {}, {}, false],
    [{ or: [{ risk: ['LOW'] }, { scope: { contains: 'profile' } }] }, {}, {}, true],
  ])('%j of %j among %j: %s', (grantFilter, parts, around, expected) => {
    const thing = grantThing({ ...risky, ...parts }, minute(1))
    expect(policy('RESOURCE', { grantFilter }).matches(thing, { ...AROUND, ...around })).toBe(expected)
  })

  it.each([
    [{ grantFilter: {} }, 'name at least one condition'],
    [{ grantFilter: { lastUsedAt: { since: '2027-01-01T00:00:00Z' } } }, 'Use `grantedDaysAgo`'],
    [{ grantFilter: { or: [{ lastUsedAt: {} }] } }, 'vendors do not tell'],
    [{ grantFilter: { grantedByAtMost: 0 } }, 'definition.grantFilter.grantedByAtMost'],
  ])('refuses %j', (definition, problem) => {
    expect(() => policy('RESOURCE', definition)).toThrow(problem)
  })
})

describe('a FindingFilter', () => {
  it.each<[object, Partial<Topics['finding.changed']>, boolean]>([
    [{}, {}, true],
    [{}, { status: 'PARTIAL' }, true],
    [{}, { status: 'PASS' }, false],
    [{}, { hasException: true }, false],
    [{ hasException: true }, { hasException: true }, true],
    [{ not: { hasException: true } }, {}, true],
    [{ status: ['CANNOT_TELL'] }, { status: 'CANNOT_TELL' }, true],
    [{ status: ['CANNOT_TELL'] }, {}, false],
    [{ or: [{ status: ['PASS'] }, { status: ['FAIL'] }] }, { status: 'PARTIAL' }, false],
    [{ app: ['app-drive'] }, {}, true],
    [{ app: ['app-box'] }, {}, false],
    [{ connector: ['google-workspace'] }, {}, true],
    [{ control: ['google-workspace/two-step-enforced'] }, {}, true],
    [{ control: ['google-workspace/password-length'] }, {}, false],
    [{ category: ['Identity'] }, {}, true],
    [{ category: ['Data'] }, {}, false],
    [{ severity: ['HIGH'] }, {}, true],
    [{ severity: ['LOW'] }, {}, false],
    [{ framework: ['NIST', 'CIS'] }, {}, true],
    [{ framework: ['NIST'] }, {}, false],
  ])('%j of %j: %s', (filter, parts, expected) => {
    expect(policy('POSTURE', { filter }).matches(findingThing(finding('f', parts), null), AROUND)).toBe(expected)
  })

  it.each([
    [{ failingSince: { since: '2027-01-01T00:00:00Z' } }, 'a policy is told when a failure begins'],
    [{ resolvedAt: {} }, 'a policy is told when a finding changes'],
    [{ lastChangedAt: {} }, 'that is always now'],
    [{ reopenedAtLeast: 2 }, 'how often'],
  ])('refuses %j, which a policy is not told or is always now', (filter, sentence) => {
    expect(() => policy('POSTURE', { filter })).toThrow(sentence)
  })
})
