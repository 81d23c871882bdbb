import { activity } from '../../testing/activity.ts'
import type { Gate } from '../detector.ts'
import { JudgedEvent } from '../event.ts'
import { pathOf } from '../predicate/path.ts'
import { compilePredicate, type FieldTest, type Predicate } from '../predicate/predicate.ts'
import { GateIndex, readyGate } from './gate-index.ts'

/** The same numbers for the same seed. */
function randomOf(seed: number) {
  let state = seed
  const below = (limit: number) => (state = (state * 48_271) % 2_147_483_647) % limit
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  return { below, pick }
}
type Random = ReturnType<typeof randomOf>

const FIELDS = ['a', 'b', 'b.c', 'b.c.d', 'l.x', 'l[all].x', 'l[none].x', 'l[1].x', 'a.b']
const WORDS = ['red', 'green', 'blueberry', 'berry', 'Re', '', '7', 'true']

const textOf = (value: unknown) => (typeof value === 'object' ? null : String(value).toLowerCase())

function field(random: Random): FieldTest {
  const name = random.pick(FIELDS)
  const paths = [pathOf(name, random.below(3) === 0)]
  const word = random.pick(WORDS)
  const lower = word.toLowerCase()
  const base = { is: 'field' as const, field: name, paths, expected: word, absent: false }
  switch (random.below(4)) {
    case 0:
      return {
        ...base,
        operator: 'in',
        test: value => textOf(value) === lower,
        hints: [{ is: 'equals', text: lower }],
      }
    case 1:
      return {
        ...base,
        operator: 'contains',
        test: value => textOf(value)?.includes(lower) ?? false,
        hints: [{ is: 'contains', text: lower }],
      }
    case 2:
      return { ...base, operator: 'in', expected: null, test: () => false, absent: true, hints: null }
    default:
      return { ...base, operator: 'exists', test: () => true, hints: null }
  }
}

function predicate(random: Random, depth = 0): Predicate {
  const kind = depth > 3 ? 0 : random.below(6)
  const parts = () => Array.from({ length: 1 + random.below(3) }, () => predicate(random, depth + 1))
  if (kind === 1) return { is: 'all', of: parts() }
  if (kind === 2) return { is: 'any', of: parts() }
  if (kind === 3) return { is: 'not', of: predicate(random, depth + 1) }
  if (kind === 4)
    return { is: 'keyword', operator: 'contains', expected: 'berry', test: text => text.includes('berry') }
  return field(random)
}

function value(random: Random, depth = 0): unknown {
  const kind = random.below(depth > 3 ? 4 : 8)
  if (kind === 0) return null
  if (kind < 4) return random.pick([...WORDS, 7, true, 'xgreenx', 'BLUEBERRY'])
  if (kind < 6) return Array.from({ length: random.below(4) }, () => value(random, depth + 1))
  const keys = ['a', 'b', 'c', 'd', 'l', 'x', 'A', 'B', 'a.b', '__proto__', 'toString']
  const object = {}
  for (let n = random.below(6); n > 0; n--)
    Object.defineProperty(object, random.pick(keys), {
      value: value(random, depth + 1),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  return object
}

const event = (connector: string, raw: string) => new JudgedEvent(activity('e', { connector, raw }))

describe('the index of gates', () => {
  it('lets pass what a full scan lets pass, whatever the gates and the events', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomOf(seed)
      const gates: Gate[] = Array.from({ length: 60 }, () => ({
        connectors: random.pick([null, ['okta'], ['aws', 'github']]),
        view: random.pick(['raw', 'activity'] as const),
        predicate: predicate(random),
      }))
      const index = new GateIndex(gates.map(readyGate))
      const verdicts = gates.map(gate => compilePredicate(gate.predicate))
      for (let n = 0; n < 50; n++) {
        const judged = event(random.pick(['okta', 'aws', 'box']), JSON.stringify(value(random)))
        const expected = gates.flatMap(({ connectors, view }, number) => {
          const meant = !connectors || connectors.includes(judged.activity.connector)
          return meant && verdicts[number]!(view === 'raw' ? judged.record : judged.activity) ? [number] : []
        })
        expect([...index.passed(judged, () => undefined)]).toEqual(expected)
      }
    }
  })

  it('tells gates that throw, and those whose record cannot be read, and judges the others', () => {
    const throwing: FieldTest = {
      is: 'field',
      field: 'action',
      paths: [pathOf('action')],
      operator: 'in',
      expected: 'x',
      absent: false,
      hints: null,
      test: () => {
        throw new Error('oops')
      },
    }
    const present: FieldTest = { ...throwing, test: () => true }
    const gates: Gate[] = [
      { connectors: null, view: 'activity', predicate: throwing },
      { connectors: null, view: 'activity', predicate: present },
      { connectors: null, view: 'raw', predicate: present },
    ]
    const failed: number[] = []
    const index = new GateIndex(gates.map(readyGate))
    expect([...index.passed(event('aws', '{"CloudTrailEvent":"no json"}'), gate => failed.push(gate))]).toEqual([1])
    expect(failed.sort()).toEqual([0, 2])
  })

  it('costs a hostile event no more than a look at each of its parts', () => {
    const contains = (text: string): Predicate => ({
      is: 'field',
      field: 'a.b',
      paths: [pathOf('a.b')],
      operator: 'contains',
      expected: text,
      absent: false,
      hints: [{ is: 'contains', text }],
      test: found => String(found).includes(text),
    })
    const gates: Gate[] = Array.from({ length: 1_000 }, (_, n) => ({
      connectors: null,
      view: 'raw',
      predicate: contains(`needle ${n}`),
    }))
    const index = new GateIndex(gates.map(readyGate))
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`f${n}`, n])))
    const long = JSON.stringify({ a: { b: 'x'.repeat(1_000_000) } })
    const polluted = '{"__proto__":{"a":{"b":"needle 1"}},"a":{"__proto__":{"b":"needle 1"}}}'
    for (const raw of [deep, wide, long, polluted])
      expect([...index.passed(event('okta', raw), () => undefined)]).toEqual([])
    expect([...index.passed(event('okta', '{"a":{"b":"a needle 77 is it"}}'), () => undefined)]).toEqual([7, 77])
  })
})
