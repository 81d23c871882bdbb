import { randomUUID } from 'node:crypto'
import { seeded } from '../../testing/seeded.ts'
import { Memory } from '../memory.ts'
import { readState, writeState } from '../snapshot.ts'
import { Learnt } from '../state.ts'
import { KEY_HITS, STORE_HITS, STORE_KEYS, WindowStore } from './window-store.ts'

const REACH = { spanMs: 60_000, latenessMs: 60_000 }
const SHAPE = { rule: false, value: false }

const timesOf = (store: WindowStore, key: string) => {
  const slot = store.find(key)
  return slot < 0 ? [] : Array.from({ length: store.count(slot) }, (_, n) => store.time(slot, n))
}

/** The memory as it is after it was saved. */
function reread(memory: Memory): Memory {
  const state = new Map([['t', { learnt: new Learnt(), memories: new Map([['p@1', memory]]) }]])
  return readState(writeState(state))!.get('t')!.memories.get('p@1')!
}

describe('a window store', () => {
  it('keeps hits by time and gives their ids back, uuids and others', () => {
    const memory = new Memory()
    const store = WindowStore.of(memory, 'w', SHAPE)
    const ids = ['g-1', randomUUID(), '', '00000000-0000-0000-0000-000000000000', randomUUID().toUpperCase(), '\0["x"]']
    ids.forEach((id, n) => store.insert('k', { id, time: (n * 7) % 5 }, REACH))
    const expected = ids.map((id, n) => ({ id, time: (n * 7) % 5 })).sort((a, b) => a.time - b.time)
    for (const each of [store, WindowStore.of(reread(memory), 'w', SHAPE)])
      expect(ids.map((_, n) => each.ref(each.find('k'), n))).toEqual(expected)
  })

  it.each([-1, -(2 ** 33), 0, 2 ** 32, Date.UTC(2027, 0), 8.64e15])('keeps the time %d', time => {
    const store = WindowStore.of(new Memory(), 'w', SHAPE)
    store.insert('k', { id: 'a', time }, REACH)
    expect(timesOf(store, 'k')).toEqual([time])
  })

  it('drops what is older than window and lateness, and counts what comes later', () => {
    const memory = new Memory()
    const store = WindowStore.of(memory, 'w', SHAPE)
    for (const time of [0, 1_000, 120_000]) store.insert('k', { id: `${time}`, time }, REACH)
    expect(timesOf(store, 'k')).toEqual([0, 1_000, 120_000])
    store.insert('k', { id: 'new', time: 121_000 }, REACH)
    expect(timesOf(store, 'k')).toEqual([1_000, 120_000, 121_000])
    expect(store.insert('k', { id: 'late', time: 999 }, REACH)).toBeNull()
    expect([memory.late, memory.evicted]).toEqual([1, 0])
  })

  it('forgets keys that no event in time can concern any more, which is no eviction', () => {
    const memory = new Memory()
    const store = WindowStore.of(memory, 'w', SHAPE)
    for (let n = 0; n < 1_000; n++) store.insert(`k${n}`, { id: `${n}`, time: n * 1_000 }, REACH)
    expect([store.keys, memory.evicted]).toEqual([121, 0])
  })

  it('lets go the oldest hits of a full key, and counts them', () => {
    const memory = new Memory()
    const store = WindowStore.of(memory, 'w', SHAPE, 10)
    for (let n = 0; n < 15; n++) store.insert('k', { id: `${n}`, time: n }, REACH)
    expect(timesOf(store, 'k')).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
    expect(store.insert('k', { id: 'old', time: 1 }, REACH)).toBeNull()
    expect(memory.evicted).toBe(6)
    const full = WindowStore.of(memory, 'full', SHAPE)
    for (let n = 0; n < KEY_HITS + 5; n++) full.insert('k', { id: 'x', time: n }, REACH)
    expect(full.count(full.find('k'))).toBe(KEY_HITS)
  })

  it('lets go the longest untouched keys when there are too many, or too many hits', () => {
    const memory = new Memory()
    const keys = WindowStore.of(memory, 'keys', SHAPE)
    for (let n = 0; n < STORE_KEYS + 2; n++) {
      keys.insert(`k${n}`, { id: 'x', time: 0 }, REACH)
      if (n % 1_000 === 0) keys.insert('k0', { id: 'x', time: 0 }, REACH)
    }
    expect([keys.keys, keys.find('k0') >= 0, keys.find('k1'), keys.find('k2'), memory.evicted]).toEqual([
      STORE_KEYS,
      true,
      -1,
      -1,
      2,
    ])
    const hits = WindowStore.of(new Memory(), 'hits', SHAPE)
    const each = 16_000
    for (let key = 0; key < 64; key++)
      for (let n = 0; n < each; n++) hits.insert(`k${key}`, { id: 'x', time: n }, REACH)
    expect(hits.keys).toBe(Math.floor(STORE_HITS / each))
    expect(hits.find('k0')).toBe(-1)
  })

  it('agrees with plain lists over many changes, and takes no more room for them', () => {
    const random = seeded(3)
    let memory = new Memory()
    let now = 0
    const plain = new Map<string, number[]>()
    for (let n = 0; n < 40_000; n++) {
      if (n % 5_000 === 0) memory = reread(memory)
      const store = WindowStore.of(memory, 'w', SHAPE)
      now += Math.floor(random() * 200)
      const key = `k${Math.floor(random() ** 3 * 50)}`
      const time = now - Math.floor(random() * 50_000)
      store.insert(key, { id: `${n}`, time }, REACH)
      const times = [...(plain.get(key) ?? []), time].sort((a, b) => a - b)
      plain.set(
        key,
        times.filter(each => each >= times.at(-1)! - 120_000),
      )
      if (n % 1_000 === 0) {
        expect(timesOf(store, key)).toEqual(plain.get(key))
        const saved = memory.get<{ pool: { words: Uint32Array } }>('w')!
        expect(saved.pool.words.length).toBeLessThan(60_000)
      }
    }
  })
})
