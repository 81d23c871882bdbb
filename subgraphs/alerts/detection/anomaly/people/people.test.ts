import type { StoredActivity } from '@casbah/kit'
import { activity, place, START } from '../../../testing/activity.ts'
import { Engine } from '../../engine.ts'
import { JudgedEvent } from '../../event.ts'
import { writeState } from '../../snapshot.ts'
import { SlotTable } from '../../slot-table.ts'
import { Learnt, type ShardState } from '../../state.ts'
import { LEARNERS } from '../learners.ts'
import { Evidence } from './evidence.ts'
import { hash32, shortKey } from './hash.ts'
import { ID_BYTES, packId, unpackId } from './packed-id.ts'
import { Recent, runAround } from './recent.ts'
import { SliceCounts } from './slice-counts.ts'

const DAY_MS = 86_400_000

describe('ids', () => {
  it.each(['0b6c2c1e-9d5b-8f00-a1b2-0123456789ab', 'g-14', 'x'.repeat(19)])('%s is packed and read back', id => {
    const bytes = new Uint8Array(ID_BYTES * 2).fill(7)
    packId(bytes, ID_BYTES, id)
    expect(unpackId(bytes, ID_BYTES)).toBe(id)
    expect(bytes[0]).toBe(7)
  })

  it.each(['x'.repeat(20), 'äpfel', '', '😀', '0B6C2C1E-9D5B-8F00-A1B2-0123456789AB'])('%s is left out', id => {
    const bytes = new Uint8Array(ID_BYTES).fill(7)
    packId(bytes, 0, id)
    expect(unpackId(bytes, 0)).toBeNull()
  })
})

describe('keys', () => {
  it('differ for what differs, and cost the same for a text of a million characters', () => {
    const keys = new Set(Array.from({ length: 100_000 }, (_, n) => shortKey(`user:${n}`)))
    expect(keys.size).toBe(100_000)
    expect(shortKey('a'.repeat(1_000_000))).not.toBe(shortKey('a'.repeat(999_999)))
    expect(shortKey('')).toHaveLength(8)
  })
})

describe('recent moments', () => {
  it('are the newest, sorted, in whatever order they come', () => {
    const recent = new Recent('test', 4, 16)
    const times = [50, 10, 70, 30, 60, 20, 40]
    for (let turn = 0; turn < times.length; turn++) {
      const learnt = new Learnt()
      for (let n = 0; n < times.length; n++)
        recent.add(learnt, 'k', { time: times[(n + turn) % times.length]!, tag: n })
      expect(recent.read(learnt, 'k').map(({ time }) => time)).toEqual([40, 50, 60, 70])
    }
  })

  it('make the widest run around a moment', () => {
    const moments = [10, 20, 30, 100, 105].map(time => ({ time }))
    expect(runAround(moments, 20, 20)).toHaveLength(3)
    expect(runAround(moments, 100, 20)).toHaveLength(2)
    expect(runAround(moments, 100, 80).map(({ time }) => time)).toEqual([20, 30, 100])
    expect(runAround(moments, 50, 5)).toEqual([])
  })

  it('are cited by id, the newest 32', () => {
    const evidence = new Evidence('test', 16)
    const learnt = new Learnt()
    for (let n = 40; n > 0; n--)
      evidence.add(learnt, 'k', new JudgedEvent(activity(`e-${n}`, { time: START + n })), n % 2)
    const all = evidence.read(learnt, 'k', 0, Infinity, () => true)
    expect(all.map(({ id }) => id)).toEqual(Array.from({ length: 32 }, (_, n) => `e-${n + 9}`))
    expect(evidence.read(learnt, 'k', START + 11, START + 13, tag => tag === 1)).toEqual([
      { id: 'e-11', time: START + 11 },
      { id: 'e-13', time: START + 13 },
    ])
  })
})

describe('counts per slice', () => {
  const counted = (slices: number[], of = new SliceCounts('s', 5)) => {
    const table = new SlotTable(of.columns, 4)
    const slot = table.claim('k', 0)
    for (const slice of slices) of.add(table as unknown as SlotTable, slot, slice)
    return (slice: number) => of.read(table as unknown as SlotTable, slot, slice)
  }
  const times = (slice: number, count: number) => Array<number>(count).fill(slice)

  it('know the mean of slices before', () => {
    const read = counted([100, 101, 102, 103, 104, 105, 106].flatMap(slice => times(slice, 4)))
    expect(read(106)).toMatchObject({ count: 4, mean: 4, deviation: 0, slices: 6 })
    expect(read(107)).toMatchObject({ count: 0, mean: 4, slices: 7 })
  })

  it('take silence for zeros', () => {
    const read = counted([...times(100, 4), ...times(109, 4)])
    expect(read(109)).toMatchObject({ count: 4, slices: 9 })
    expect(read(109).mean).toBeCloseTo(4 / 9)
    expect(read(100_000).mean).toBeLessThan(0.1)
  })

  it('are the same when a slice is told late', () => {
    const slices = [100, 101, 102, 103].flatMap(slice => times(slice, slice - 98))
    const view = counted(slices)(103)
    expect(counted(slices.toReversed())(103)).toEqual(view)
  })

  it('learn little from a burst', () => {
    const read = counted([100, 101, 102, 103].flatMap(slice => times(slice, 2)).concat(times(104, 1_000), [110]))
    expect(read(110).mean + 3 * read(110).deviation).toBeLessThan(20)
  })
})

/** Those of sign-ins and people. */
const OWN = LEARNERS.filter(({ name }) =>
  [
    'span',
    'addresses',
    'people',
    'failed sign-ins',
    'mfa prompts',
    'sessions',
    'ended accounts',
    'admin actions',
    'impersonations',
  ].includes(name),
)

describe('what is learnt', () => {
  /** A working day of a company: all sign in from a network of their own, some fail, one in twenty administrates. */
  function day(people: number, number: number): StoredActivity[] {
    return Array.from({ length: people }, (_, n) => {
      const who = {
        userId: uuid(n),
        accountId: uuid(n + 1_000_000),
        sessionId: `102${uuid(n)}`,
        ip: place('DE', `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`),
        os: 'macOS 15',
        browser: 'Safari 18',
        userAgent: 'Mozilla/5.0',
      }
      const at = (offset: number) => START + number * DAY_MS + (n % 20_000) * 1_000 + offset
      const events = [
        activity(uuid(n * 4 + number), { ...who, time: at(10_000) }),
        activity(uuid(n * 4 + number + 1), { ...who, time: at(11_000), action: 'mfa.challenge' }),
      ]
      if ((n + number) % 10 === 0)
        events.push(
          activity(uuid(n + 5_000_000), {
            ...who,
            time: at(0),
            outcome: 'FAILURE',
            outcomeReason: 'INVALID_CREDENTIALS',
          }),
        )
      if (n % 20 === 0)
        events.push(activity(uuid(n + 7_000_000), { ...who, time: at(20_000), action: 'role.grant', isAdmin: true }))
      return events
    }).flat()
  }
  const uuid = (n: number) => `00000000-0000-8000-8000-${n.toString(16).padStart(12, '0')}`

  it('takes under 450 bytes a person of 20,000, keys and all', () => {
    const people = 20_000
    expect(OWN).toHaveLength(9)
    const learnt = new Learnt()
    const events = [day(people, 0), day(people, 1)].map(list => list.map(each => new JudgedEvent(each)))
    for (const list of events) for (const event of list) for (const learner of OWN) learner.observe(event, learnt)
    let bytes = 0
    for (const [, table] of learnt.save()) {
      // A key: its text, its place in the map, and its slot in the list.
      bytes += table.keys.length * (24 + 40 + 8)
      for (const column of Object.values(table.columns)) bytes += column.byteLength
    }
    expect(bytes / people).toBeLessThan(450)
  })

  it('holds whatever hostile events bring', () => {
    const long = 'x'.repeat(1_000_000)
    const shard: ShardState = new Map()
    const hostile = [
      activity('a', {
        sessionId: long,
        userAgent: long,
        outcomeReason: long,
        outcome: 'FAILURE',
        os: long,
        browser: long,
      }),
      activity('b', { time: -5, observedAt: -5, action: '__proto__', isAdmin: true, isImpersonated: true }),
      activity('c', { time: Number.MAX_SAFE_INTEGER, observedAt: Number.MAX_SAFE_INTEGER, userId: '__proto__' }),
      activity('d', { actor: { id: long, email: long, name: long, kind: 'user' }, userId: null, accountId: null }),
      activity('e', { actor: null, userId: null, accountId: null, ip: null }),
      activity('f', {
        action: 'user.suspend',
        targets: Array.from({ length: 10_000 }, (_, n) => ({
          kind: 'user',
          id: String(n),
          name: null,
          email: `${n}@x`,
        })),
        targetAccountIds: [],
      }),
      activity('g', {
        ip: { ...place('DEUTSCHLAND', long), country: 'DEUTSCHLAND' },
        sessionId: 's',
        time: Number.NaN,
      }),
    ]
    const judged = new Engine().judge({ tenant: 'acme', activities: [...hostile, ...hostile], policies: [] }, shard)
    expect(judged.failures.size).toBe(0)
    expect(writeState(shard).length).toBeLessThan(3_000_000)
  })

  it('is of one seed: the same text is the same number everywhere', () => {
    expect(hash32('203.0.113.7')).toBe(hash32(['203', '0', '113', '7'].join('.')))
  })
})
