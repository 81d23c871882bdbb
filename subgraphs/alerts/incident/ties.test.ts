import { citationOf } from '../detection/citation.ts'
import { JudgedEvent } from '../detection/event.ts'
import { activity, burst, minute, place } from '../testing/activity.ts'
import { TIES, tiesOf } from './ties.ts'

const tied = (...activities: Parameters<typeof activity>[1][]) =>
  tiesOf(
    activities.map((parts, n) => citationOf(new JudgedEvent(activity(`a${n}`, { time: minute(n), ...parts })))),
  ).map(({ kind, value }) => `${kind} ${value}`)

describe('what ties an alert', () => {
  it.each<[string, Parameters<typeof activity>[1], string[]]>([
    ['the person and login that acted', {}, ['user user-ann', 'account account-ann']],
    ['a login without a person', { userId: null }, ['account account-ann']],
    ['nobody known', { userId: null, accountId: null }, []],
    [
      'the logins acted on',
      { targetAccountIds: ['account-bob', null] },
      ['user user-ann', 'account account-ann', 'account account-bob'],
    ],
    [
      'an address known for attacks',
      { ip: { ...place('DE'), networkTag: 'RISKY' } },
      ['user user-ann', 'account account-ann', 'ip 203.0.113.7'],
    ],
    [
      'no exit of Tor, which many share',
      { ip: { ...place('DE'), networkTag: 'TOR' } },
      ['user user-ann', 'account account-ann'],
    ],
  ])('%s', (_what, parts, ties) => expect(tied(parts)).toEqual(ties))

  it('names each once, whoever acted before what was acted on', () =>
    expect(tied({ targetAccountIds: ['account-bob'] }, { userId: 'user-eve', accountId: 'account-eve' }, {})).toEqual([
      'user user-ann',
      'account account-ann',
      'user user-eve',
      'account account-eve',
      'account account-bob',
    ]))

  it('stops at fifty', () => {
    const many = burst('b', 80, {}).map((each, n) => ({ ...each, targetAccountIds: [`account-${n}`] }))
    const ties = tiesOf(many.map(each => citationOf(new JudgedEvent(each))))
    expect(ties).toHaveLength(TIES)
    expect(ties.slice(0, 3).map(each => each.value)).toEqual(['user-ann', 'account-ann', 'account-0'])
  })
})
