import type { StoredActivity } from '@casbah/kit'
import { activity, START } from '../../testing/activity.ts'
import { compilePredicate, explainPredicate } from '../predicate/predicate.ts'
import { eventFilter, filterPredicate } from './event-filter.ts'

const meant = (filter: unknown, parts: Partial<StoredActivity>) =>
  compilePredicate(filterPredicate(eventFilter.parse(filter)))(activity('a', parts))

describe('an event filter', () => {
  const targets = ['plan', 'budget'].map(name => ({ kind: 'file', id: name, name, email: null }))

  it.each<[string, unknown, Partial<StoredActivity>, boolean]>([
    ['words of the raw event', { text: 'Payroll  export' }, { raw: '{"name":"PAYROLL","do":"export"}' }, true],
    ['words of names', { text: 'payroll lee' }, { raw: '"payroll"' }, true],
    ['a word that lacks', { text: 'payroll bob' }, { raw: '"payroll"' }, false],
    ['no words', { text: '  ' }, {}, true],
    ['a moment in the span', { time: { since: '2027-03-02T09:00:00Z', until: '2027-03-02T09:00:01Z' } }, {}, true],
    ['the end of the span', { time: { until: '2027-03-02T09:00:00Z' } }, { time: START }, false],
    ['before the span', { time: { since: '2027-03-02T10:00:00+00:30' } }, {}, false],
    ['a resource', { target: { resource: ['r2'] } }, { targets, targetResourceIds: ['r1', 'r2'] }, true],
    [
      'a resource of another target',
      { target: { resource: ['r2'], name: { in: ['plan'] } } },
      { targets, targetResourceIds: ['r1', 'r2'] },
      false,
    ],
    ['a resource where none is known', { target: { resource: ['r2'] } }, { targets }, false],
  ])('judges %s', (_, filter, parts, expected) => {
    expect(meant(filter, parts)).toBe(expected)
  })

  it.each([
    ['groups', { actor: { group: ['admins'] } }, /not told by its activities\. Name the accounts in `actor\.id`/],
    ['a moment that is none', { time: { since: 'yesterday' } }, /a moment such as 2027-03-01T09:30:00Z/],
  ])('refuses %s with reason and remedy', (_, filter, reason) => {
    expect(() => eventFilter.parse(filter)).toThrow(reason)
  })

  it('tells nothing of the raw event', () => {
    const predicate = filterPredicate({ text: 'payroll' })
    expect(JSON.stringify(explainPredicate(predicate, activity('a', { raw: '{"payroll":"secret"}' })))).not.toContain(
      'secret',
    )
  })
})
