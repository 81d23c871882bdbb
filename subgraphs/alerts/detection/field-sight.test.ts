import type { StoredActivity } from '@casbah/kit'
import { activity, minute } from '../testing/activity.ts'
import type { Gate } from './detector.ts'
import { JudgedEvent } from './event.ts'
import { AskedFields, seeFields, sightOf } from './field-sight.ts'
import { pathOf } from './predicate/path.ts'
import type { FieldTest, Predicate } from './predicate/predicate.ts'
import { Learnt } from './state.ts'

const field = (name: string, absent = false): FieldTest => ({
  is: 'field',
  field: name,
  paths: [pathOf(name, true)],
  operator: 'equals',
  expected: 'x',
  test: value => value === 'x',
  absent,
  hints: null,
})
const all = (...of: Predicate[]): Predicate => ({ is: 'all', of })
const any = (...of: Predicate[]): Predicate => ({ is: 'any', of })
const not = (of: Predicate): Predicate => ({ is: 'not', of })
const gate = (predicate: Predicate, connectors: string[] | null = ['okta']): Gate => ({
  connectors,
  view: 'raw',
  predicate,
})

const DAY = 24 * 60
const events = (count: number, parts: Partial<StoredActivity> = {}) =>
  Array.from({ length: count }, (_, n) => activity(`e-${n}`, { raw: '{"here":"y","In":[{"there":1}]}', ...parts }))

function sight(gates: Gate[], activities: StoredActivity[]) {
  const learnt = new Learnt()
  const asked = new AskedFields(gates)
  for (const each of activities) seeFields(new JudgedEvent(each), asked, learnt)
  return sightOf(gates, learnt)
}

describe('what gates can see', () => {
  it.each<[string, Predicate, string[]]>([
    ['a field that occurs', field('here'), []],
    ['a field that occurs in another case, within a list', field('in.There'), []],
    ['a field that never occurs', field('gone'), ['gone']],
    ['one that may be absent', field('gone', true), []],
    ['all of which one lacks', all(field('here'), field('gone')), ['gone']],
    ['any of which one is there', any(field('here'), field('gone')), []],
    ['any of which none is there', any(field('gone'), all(field('here'), field('lost'))), ['gone', 'lost']],
    ['what must not be', not(field('gone')), []],
    ['all of what must not be and what lacks', all(not(field('away')), field('gone')), ['gone']],
    ['a search for words', { is: 'keyword', operator: 'contains', expected: 'x', test: () => false }, []],
  ])('%s', (_, predicate, missing) => {
    expect(sight([gate(predicate)], events(100))).toMatchObject({ fed: true, missing })
  })

  it.each<[string, Gate[], StoredActivity[], object]>([
    ['too few events to tell', [gate(field('gone'))], events(99), { fed: true, missing: [] }],
    ['no event of its connector', [gate(field('gone'), ['aws'])], events(100), { fed: false, missing: [] }],
    ['one of two gates that can match', [gate(field('gone')), gate(field('here'))], events(100), { missing: [] }],
    [
      'one of two connectors that can match',
      [gate(field('only'), null)],
      [...events(100), ...events(100, { connector: 'box', raw: '{"only":1}' })],
      { missing: [] },
    ],
    [
      'events of over 30 days ago',
      [gate(field('gone'))],
      [...events(100), ...events(1, { connector: 'box', time: minute(31 * DAY) })],
      { fed: false },
    ],
    [
      'a field that is gone since 30 days',
      [gate(field('here'))],
      [...events(100), ...events(100, { time: minute(31 * DAY), raw: '{}' })],
      { missing: ['here'] },
    ],
    ['history', [gate(field('gone'))], events(100, { lane: 'history' }), { fed: true, missing: ['gone'] }],
    ['rows that are no JSON', [gate(field('gone'))], events(100, { raw: 'oops' }), { missing: ['gone'] }],
    [
      'rows that are too long to look at',
      [gate(field('gone'))],
      events(100, { raw: `{"x":"${'x'.repeat(40_000)}"}` }),
      { missing: [] },
    ],
  ])('%s', (_, gates, activities, expected) => {
    expect(sight(gates, activities)).toMatchObject(expected)
  })

  it('is the same after a save and a restore at any point, also when what was learnt is thrown away', () => {
    const gates = [gate(all(field('here'), field('gone')))]
    const story = events(110)
    const whole = sight(gates, story)
    for (const cut of [0, 50, 99, 100, 110]) {
      const learnt = new Learnt()
      const asked = new AskedFields(gates)
      for (const each of story.slice(0, cut)) seeFields(new JudgedEvent(each), asked, learnt)
      const restored = new Learnt(structuredClone(learnt.save()))
      for (const each of story.slice(cut)) seeFields(new JudgedEvent(each), asked, learnt)
      for (const each of story.slice(cut)) seeFields(new JudgedEvent(each), asked, restored)
      expect(sightOf(gates, restored)).toEqual(whole)
    }
  })
})
