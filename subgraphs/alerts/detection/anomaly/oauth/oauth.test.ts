import type { StoredActivity } from '@casbah/kit'
import { activity, minute } from '../../../testing/activity.ts'
import { anomalyPolicy, Bench, shuffled } from '../../../testing/anomaly.ts'
import { ANOMALY_KINDS } from '../kinds.ts'
import { lookAlikeOf, mixesScripts } from './look-alike.ts'

const DAY = 24 * 60
const AUTH = 'https://www.googleapis.com/auth'

/** An application is let into Google Workspace. */
function grant(id: string, name: string, scopes: string[], parts: Partial<StoredActivity> = {}): StoredActivity {
  return activity(id, {
    connector: 'google-workspace',
    action: 'consent.grant',
    targets: [{ kind: 'app', id: `client-${name}`, name, email: null }],
    raw: JSON.stringify({ events: [{ name: 'authorize', parameters: [{ name: 'scope', multiValue: scopes }] }] }),
    ...parts,
  })
}
const harmless = (n: number, day: number) =>
  grant(`h-${n}-${day}`, `App ${n}`, ['openid'], { userId: `u-${n}`, time: minute(day * DAY) })
/** Eight days in which people let in this and that. */
const learnt = Array.from({ length: 9 }, (_, n) => harmless(n, n - 9))
const past = (events: StoredActivity[]) => events.map(event => ({ ...event, lane: 'history' as const }))

const bench = (detector: string, parameters: object = {}) => new Bench([anomalyPolicy(detector, parameters)])

describe('suspicious-oauth-grant', () => {
  const judged = (event: StoredActivity, before = learnt, parameters: object = {}) => {
    const one = bench('suspicious-oauth-grant', parameters)
    expect(one.judge(past(before))).toMatchObject({ found: [], suppressed: [] })
    return one.judge([event])
  }
  const entra = (value: string) => ({
    connector: 'microsoft-365',
    raw: JSON.stringify({ ModifiedProperties: [{ Name: 'ConsentAction.Permissions', NewValue: value }] }),
  })
  const okta = (scopes: string) => ({
    connector: 'okta',
    raw: JSON.stringify({ debugContext: { debugData: { grantedScopes: scopes } } }),
  })

  it.each<[string, StoredActivity, string | null]>([
    ['a new application with risky rights', grant('a', 'Mail Helper', [`${AUTH}/gmail.modify`]), 'it may use'],
    ['a new application with harmless rights', grant('a', 'Calendar', ['openid', `${AUTH}/userinfo.email`]), null],
    ['rights over everything', grant('a', 'Any', ['https://mail.google.com/']), 'it may do anything'],
    [
      'a name that only looks like one',
      grant('a', 'Mіcrosoft Teams', ['openid']),
      'its name only looks like Microsoft',
    ],
    ['the real name', grant('a', 'Microsoft Teams', ['openid']), null],
    [
      'rights in a record of Microsoft',
      grant('a', 'Helper', [], entra('[] => [[Id: x, ClientId: y, Scope: Mail.ReadWrite offline_access]]; ')),
      'it may use Mail.ReadWrite',
    ],
    [
      'rights in a record of Okta',
      grant('a', 'Helper', [], okta('okta.users.manage')),
      'it may do anything (okta.users.manage)',
    ],
    ['harmless rights in a record of Okta', grant('a', 'Helper', [], okta('openid profile')), null],
    ['a refusal', grant('a', 'Mail Helper', [`${AUTH}/gmail.modify`], { outcome: 'FAILURE' }), null],
  ])('%s', (_, event, why) => {
    const { found } = judged(event)
    expect(found.map(({ match }) => match.title('Google'))).toEqual(why === null ? [] : [expect.stringContaining(why)])
  })

  it('takes nothing for uncommon before the tenant is learnt, but sees names and rights over everything', () => {
    expect(judged(grant('a', 'Mail Helper', [`${AUTH}/gmail.modify`]), []).found).toEqual([])
    expect(judged(grant('a', 'Any', ['https://mail.google.com/']), []).found).toHaveLength(1)
    expect(judged(grant('a', 'G00gle', ['openid']), []).found).toHaveLength(1)
  })

  const by = (userId: string, day: number) =>
    grant(`${userId}-${day}`, 'Sync', ['https://mail.google.com/'], { userId, time: minute(day * DAY) })
  it.each([
    ['MEDIUM', [by('ann', -8)], 'usual-for-person'],
    ['HIGH', [by('ann', -8)], undefined],
    ['MEDIUM', [by('ann', -5)], undefined],
    ['LOW', [by('bo', -8), by('cy', -8), by('di', -8)], 'usual-in-tenant'],
    ['MEDIUM', [by('bo', -8), by('cy', -8), by('di', -8)], undefined],
  ])('at sensitivity %s: %#', (sensitivity, before, suppressedBy) => {
    const { found, suppressed } = judged(by('ann', 0), [...learnt, ...before], { sensitivity })
    expect([...found, ...suppressed].map(({ match }) => match.suppressedBy)).toEqual([suppressedBy])
    expect([...found, ...suppressed][0]!.match.explanation.suppressions).toHaveLength(3)
  })

  it('does not take a wave of grants on one day for usual', () => {
    const one = bench('suspicious-oauth-grant', { sensitivity: 'LOW' })
    one.judge(past(learnt))
    const wave = Array.from({ length: 12 }, (_, n) => by(`u-${n}`, n / 1_000))
    expect(one.judge(wave).found).toHaveLength(12)
  })
})

describe('oauth-credential-added', () => {
  const added = (id: string, day: number, parts: Partial<StoredActivity> = {}) =>
    activity(id, {
      action: 'key.create',
      vendorAction: 'app.keys.generate',
      targets: [{ kind: 'app', id: 'crm', name: 'CRM', email: null }],
      time: minute(day * DAY),
      ...parts,
    })
  const judged = (events: StoredActivity[], before: StoredActivity[] = [], parameters: object = {}) => {
    const one = bench('oauth-credential-added', parameters)
    expect(one.judge(past(before)).found).toEqual([])
    return one.judge(events)
  }

  it.each<[string, StoredActivity, boolean]>([
    ['a key of an application', added('a', 0), true],
    [
      'what Entra calls so',
      added('a', 0, {
        action: 'other',
        vendorAction: 'Add service principal credentials.',
        targets: [{ kind: 'service_principal', id: 'x', name: null, email: null }],
      }),
      true,
    ],
    [
      'what Entra calls otherwise',
      added('a', 0, { action: 'other', vendorAction: 'Update application – Certificates and secrets management ' }),
      true,
    ],
    ['a key of a person', added('a', 0, { targets: [{ kind: 'user', id: 'bo', name: 'Bo', email: null }] }), false],
    ['a refusal', added('a', 0, { outcome: 'FAILURE' }), false],
  ])('%s', (_, event, expected) => {
    expect(judged([event]).found).toHaveLength(expected ? 1 : 0)
  })

  it.each([
    [
      'MEDIUM',
      added('p', -8, { targets: [{ kind: 'app', id: 'other', name: 'Other', email: null }] }),
      'usual-for-person',
    ],
    ['HIGH', added('p', -8), undefined],
    ['LOW', added('p', -8, { userId: 'bo' }), 'usual-in-tenant'],
    ['MEDIUM', added('p', -8, { userId: 'bo' }), undefined],
    ['MEDIUM', added('p', -6), undefined],
  ])('at sensitivity %s: %#', (sensitivity, before, suppressedBy) => {
    const { found, suppressed } = judged([added('a', 0)], [before], { sensitivity })
    expect([...found, ...suppressed].map(({ match }) => match.suppressedBy)).toEqual([suppressedBy])
  })
})

describe.each([
  [
    'suspicious-oauth-grant',
    (id: string, userId: string, day = 0) => grant(id, 'G00gle', ['openid'], { userId, time: minute(day * DAY) }),
  ],
  [
    'oauth-credential-added',
    (id: string, userId: string, day = 0) =>
      activity(id, {
        action: 'key.create',
        targets: [{ kind: 'app', id: 'crm', name: 'CRM', email: null }],
        userId,
        time: minute(day * DAY),
      }),
  ],
])('%s', (detector, bad) => {
  it('comes to the same in any order, one by one, and across restarts', () => {
    const story = [bad('a', 'ann'), bad('b', 'bo'), bad('c', 'ann')]
    for (const order of [story, story.toReversed(), shuffled(story, 1)]) {
      let one = bench(detector)
      const raisedIds = order.flatMap(event => {
        one = one.restarted()
        return one.judge([event]).found.map(found => found.event.activity.id)
      })
      expect(raisedIds.toSorted()).toEqual(['a', 'b', 'c'])
    }
  })

  it('tells no tenant of another', () => {
    const one = bench(detector)
    one.judge([bad('a', 'ann', -9)], 'globex')
    expect(one.judge([bad('b', 'ann')]).found).toHaveLength(1)
    expect(one.judge([bad('b', 'ann')], 'globex').found).toHaveLength(0)
  })

  it('says how far it has learnt', () => {
    const kind = ANOMALY_KINDS.get(detector)!
    const one = bench(detector)
    one.judge([bad('a', 'ann', -9), bad('b', 'ann')])
    expect(kind.learning!(kind.parameters.parse({}), { learnt: one.shard.get('acme')!.learnt, memory: null! })).toEqual(
      {
        daysLearnt: 7,
        daysNeeded: 7,
        usersReady: 1,
      },
    )
  })

  it.each([
    ['nulls', { raw: '{"events":[null],"ModifiedProperties":[null]}' }],
    [
      'objects that are no text',
      {
        connector: 'microsoft-365',
        raw: '{"ModifiedProperties":[{"Name":"Scope","NewValue":{"toString":1}}],"targetResources":[null,3]}',
      },
    ],
    [
      'a megabyte of rights',
      { connector: 'okta', raw: JSON.stringify({ debugContext: { debugData: { scopes: 'x '.repeat(500_000) } } }) },
    ],
    ['a name of a megabyte', { targets: [{ kind: 'app', id: 'x', name: 'ｍ'.repeat(1_000_000), email: null }] }],
    [
      'ten thousand targets',
      { targets: Array.from({ length: 10_000 }, () => ({ kind: 'scope', id: 'x', name: null, email: null })) },
    ],
  ])('reads %s', (_, parts) => {
    expect(() => bench(detector).judge([{ ...bad('a', 'ann'), ...parts }])).not.toThrow()
  })
})

describe('names that look like others', () => {
  const known = ['Microsoft', 'Google Drive', 'DocuSign', 'Salesforce', 'Box']
  it.each([
    ['Mіcrosoft', 'Microsoft'],
    ['MlCROSOFT', 'Microsoft'],
    ['Micros0ft Office', 'Microsoft'],
    ['rnicrosoft', 'Microsoft'],
    ['Micro\u200bsoft', 'Microsoft'],
    ['Mícrosoft', 'Microsoft'],
    ['Ｍicrosoft', 'Microsoft'],
    ['Gοοgle Drive', 'Google Drive'],
    ['DοcuSign for teams', 'DocuSign'],
    ['Docu Sign', null],
    ['MICROSOFT', null],
    ['Microsoft Teams', null],
    ['Notion', null],
    ['B0x', null],
    ['', null],
  ])('%s', (name, real) => {
    expect(lookAlikeOf(name, known)).toBe(real)
  })

  it.each([
    ['Mіcrosoft', true],
    ['Microsoft', false],
    ['Яндекс Browser', false],
    ['Ελλάδα', false],
  ])('%s is of several scripts: %s', (name, mixed) => {
    expect(mixesScripts(name)).toBe(mixed)
  })
})
