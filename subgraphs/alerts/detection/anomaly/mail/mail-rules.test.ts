import type { StoredActivity } from '@casbah/kit'
import { activity, minute } from '../../../testing/activity.ts'
import { anomalyPolicy, Bench, shuffled } from '../../../testing/anomaly.ts'
import { ANOMALY_KINDS } from '../kinds.ts'
import { addressesIn } from './addresses.ts'

const DAY = 24 * 60

/** A rule as the audit log of Exchange tells it. */
function exchange(
  id: string,
  values: Record<string, string>,
  parts: Partial<StoredActivity> = {},
  operation = 'New-InboxRule',
) {
  const raw = { Operation: operation, Parameters: Object.entries(values).map(([Name, Value]) => ({ Name, Value })) }
  return activity(id, {
    connector: 'microsoft-365',
    action: 'other',
    vendorAction: operation,
    raw: JSON.stringify(raw),
    ...parts,
  })
}
function google(id: string, address: string, parts: Partial<StoredActivity> = {}) {
  const raw = {
    events: [
      {
        name: 'email_forwarding_out_of_domain',
        parameters: [{ name: 'email_forwarding_destination_address', value: address }],
      },
    ],
  }
  return activity(id, {
    connector: 'google-workspace',
    action: 'mail_forwarding.enable',
    raw: JSON.stringify(raw),
    ...parts,
  })
}
const outlook = (actions: unknown) =>
  activity('o', {
    connector: 'microsoft-365',
    action: 'other',
    vendorAction: 'UpdateInboxRules',
    raw: JSON.stringify({
      OperationProperties: [
        { Name: 'RuleName', Value: '.' },
        { Name: 'RuleActions', Value: JSON.stringify(actions) },
      ],
    }),
  })

const bench = (detector: string, parameters: object = {}) => new Bench([anomalyPolicy(detector, parameters)])
const found = (detector: string, event: StoredActivity) => bench(detector).judge([event]).found

describe('inbox-forwarding', () => {
  it.each<[string, StoredActivity, string[] | null]>([
    ['a rule that forwards outside', exchange('a', { Name: 'x', ForwardTo: 'eve@evil.example' }), ['eve@evil.example']],
    [
      'a rule that redirects, by display name',
      exchange('a', { RedirectTo: '"Eve" [SMTP:Eve@Evil.example]' }),
      ['eve@evil.example'],
    ],
    [
      'a mailbox that forwards',
      exchange('a', { ForwardingSmtpAddress: 'smtp:eve@evil.example' }, {}, 'Set-Mailbox'),
      ['eve@evil.example'],
    ],
    ['Outlook', outlook([{ ActionType: 'Forward', Recipients: ['eve@evil.example'] }]), ['eve@evil.example']],
    ['Google', google('a', 'eve@evil.example'), ['eve@evil.example']],
    [
      'another vendor, by its target',
      activity('a', {
        action: 'mail_rule.create',
        targets: [{ kind: 'mailbox', id: null, name: null, email: 'eve@evil.example' }],
      }),
      ['eve@evil.example'],
    ],
    [
      'one address of two outside',
      exchange('a', { ForwardTo: 'bo@acme.example;eve@evil.example' }),
      ['eve@evil.example'],
    ],
    ['a rule within the company', exchange('a', { ForwardTo: 'bo@ACME.example' }), null],
    ['a rule that forwards nothing', exchange('a', { Name: 'x', MoveToFolder: 'News' }), null],
    ['a refused rule', exchange('a', { ForwardTo: 'eve@evil.example' }, { outcome: 'FAILURE' }), null],
    ['a removed rule', exchange('a', { ForwardTo: 'eve@evil.example' }, {}, 'Remove-InboxRule'), null],
    ['a mailbox setting that forwards nothing', exchange('a', { AuditEnabled: 'True' }, {}, 'Set-Mailbox'), null],
  ])('%s', (_, event, outside) => {
    const matches = found('inbox-forwarding', event)
    expect(
      matches.map(({ match }) => match.explanation.conditions.find(({ field }) => field === 'rule.forwardsTo')!.actual),
    ).toEqual(outside ? [outside] : [])
    if (outside)
      expect(matches[0]!.match.title('Exchange')).toBe('Mail of Ann Lee in Exchange is sent on to eve@evil.example')
  })

  const by = (userId: string, day: number) =>
    google(`${userId}-${day}`, `x@partner.example`, { userId, time: minute(day * DAY) })
  it.each([
    ['MEDIUM', [by('user-ann', -8)], 'usual-for-person'],
    ['HIGH', [by('user-ann', -8)], undefined],
    ['MEDIUM', [by('user-ann', -6)], undefined],
    ['LOW', [by('bo', -8), by('cy', -8), by('di', -8)], 'usual-in-tenant'],
    ['MEDIUM', [by('bo', -8), by('cy', -8), by('di', -8)], undefined],
    ['LOW', [by('bo', -8), by('cy', -8)], undefined],
  ])('at sensitivity %s: %#', (sensitivity, past, suppressedBy) => {
    const one = bench('inbox-forwarding', { sensitivity })
    expect(one.judge(past.map(event => ({ ...event, lane: 'history' as const }))).found).toEqual([])
    const judged = one.judge([by('user-ann', 0)])
    expect([...judged.found, ...judged.suppressed].map(({ match }) => match.suppressedBy)).toEqual([suppressedBy])
    expect([...judged.found, ...judged.suppressed][0]!.match.explanation.suppressions).toHaveLength(4)
  })

  it('trusts domains that it is told to, at every sensitivity', () => {
    const judged = bench('inbox-forwarding', { trustedDomains: ['Partner.example'], sensitivity: 'HIGH' }).judge([
      by('user-ann', 0),
    ])
    expect(judged.suppressed.map(({ match }) => match.suppressedBy)).toEqual(['trusted-domain'])
  })
})

describe('inbox-manipulation', () => {
  it.each<[string, Record<string, string>, number | null]>([
    ['deletes all mail', { Name: 'Clean up', DeleteMessage: 'True' }, 2],
    ['deletes what warns', { Name: 'Clean up', DeleteMessage: 'True', SubjectContainsWords: 'phish;hacked' }, 2],
    [
      'moves to a folder that nobody looks into, called by a dot',
      { Name: '.', MoveToFolder: 'RSS Feeds', From: 'boss' },
      2,
    ],
    [
      'moves there by its path',
      { Name: '..', MoveToFolder: 'ann@acme.example:\\RSS Subscriptions', From: 'boss', MarkAsRead: 'True' },
      3,
    ],
    ['moves news to a folder of its own', { Name: 'News', MoveToFolder: 'News', From: 'news' }, null],
    ['deletes one sender', { Name: 'No more of these', DeleteMessage: 'True', From: 'shop' }, null],
    ['has an odd name alone', { Name: 'x', MoveToFolder: 'Work', MarkAsRead: 'True' }, null],
  ])('%s', (_, values, signs) => {
    const matches = found('inbox-manipulation', exchange('a', values))
    expect(matches.map(({ match }) => match.explanation.measures[0]!.value)).toEqual(signs === null ? [] : [signs])
  })

  it('reads rules of Outlook', () => {
    expect(found('inbox-manipulation', outlook([{ ActionType: 'Delete' }, { ActionType: 'MarkAsRead' }]))).toHaveLength(
      1,
    )
  })

  const rule = (userId: string, day: number) =>
    exchange(`${userId}-${day}`, { Name: '..', DeleteMessage: 'True' }, { userId, time: minute(day * DAY) })
  it.each([
    ['MEDIUM', [rule('user-ann', -8)], 'usual-for-person'],
    ['HIGH', [rule('user-ann', -8)], undefined],
    ['LOW', [rule('bo', -8), rule('cy', -8), rule('di', -8)], 'usual-in-tenant'],
    ['MEDIUM', [rule('bo', -8), rule('cy', -8), rule('di', -8)], undefined],
  ])('at sensitivity %s: %#', (sensitivity, past, suppressedBy) => {
    const one = bench('inbox-manipulation', { sensitivity })
    expect(one.judge(past.map(event => ({ ...event, lane: 'history' as const })))).toMatchObject({
      found: [],
      suppressed: [],
    })
    const judged = one.judge([rule('user-ann', 0)])
    expect([...judged.found, ...judged.suppressed].map(({ match }) => match.suppressedBy)).toEqual([suppressedBy])
  })
})

describe.each(['inbox-forwarding', 'inbox-manipulation'])('%s', detector => {
  const bad = (userId: string, n: number, day = 0) =>
    exchange(
      `${userId}-${n}-${day}`,
      { Name: '.', DeleteMessage: 'True', ForwardTo: `eve@evil${n}.example` },
      { userId, time: minute(day * DAY + n) },
    )
  const story = [bad('ann', 1), bad('bo', 2), bad('ann', 3)]

  it('comes to the same in any order, one by one, and across restarts', () => {
    for (const order of [story, story.toReversed(), shuffled(story, 1)]) {
      let one = bench(detector)
      const keys = order.flatMap(event => {
        one = one.restarted()
        return one.judge([event]).found.map(({ match }) => match.key)
      })
      expect(keys.toSorted()).toEqual(['user:ann', 'user:ann', 'user:bo'])
    }
    expect(bench(detector).judge(story.toReversed()).found).toHaveLength(3)
  })

  it('tells no tenant of another', () => {
    const one = bench(detector)
    one.judge([bad('ann', 1, -9)], 'globex')
    expect(one.judge([bad('ann', 1)]).found).toHaveLength(1)
    expect(one.judge([bad('ann', 1)], 'globex').found).toHaveLength(0)
  })

  it('says how far it has learnt', () => {
    const kind = ANOMALY_KINDS.get(detector)!
    const one = bench(detector)
    one.judge([bad('ann', 1, -9), bad('ann', 2)])
    const learning = kind.learning!(kind.parameters.parse({}), { learnt: one.shard.get('acme')!.learnt, memory: null! })
    expect(learning).toMatchObject({ daysLearnt: 7, daysNeeded: 7 })
    expect(learning.usersReady).toBeGreaterThan(0)
  })

  it.each([
    ['nulls', '{"Parameters":[null,{"Name":null},{"Name":"ForwardTo","Value":null}]}'],
    [
      'objects that are no text',
      '{"Parameters":[{"Name":"ForwardTo","Value":{"toString":1}}],"OperationProperties":{}}',
    ],
    ['broken actions', '{"OperationProperties":[{"Name":"RuleActions","Value":"[{"}]}'],
    ['deep actions', JSON.stringify({ OperationProperties: [{ Name: 'RuleActions', Value: '['.repeat(4_000) }] })],
    ['a megabyte', JSON.stringify({ Parameters: [{ Name: 'ForwardTo', Value: 'a@'.repeat(500_000) }] })],
    ['no JSON', 'oops'],
  ])('reads %s', (_, raw) => {
    expect(found(detector, { ...exchange('a', {}), raw })).toEqual([])
  })
})

it('finds addresses', () => {
  expect(addressesIn('"Eve" [SMTP:Eve@Evil.example]; smtp:bo@b.example, no@where @x.y')).toEqual([
    'eve@evil.example',
    'bo@b.example',
  ])
})
