import { deserialize, serialize } from 'node:v8'
import { SlotTable, type SavedTable } from './slot-table.ts'

const COLUMNS = { count: { type: 'u32', per: 1 }, places: { type: 'f32', per: 2 } } as const

describe('a slot table', () => {
  it('keeps the numbers of each key apart while it grows', () => {
    const table = new SlotTable(COLUMNS, 1_000)
    for (let n = 0; n < 500; n++) {
      const slot = table.claim(`key ${n}`, n)
      table.column('count')[slot] = n
      table.column('places').set([n, -n], slot * 2)
    }
    for (let n = 0; n < 500; n++) {
      const slot = table.find(`key ${n}`)
      expect([table.column('count')[slot], ...table.column('places').slice(slot * 2, slot * 2 + 2)]).toEqual([n, n, -n])
    }
    expect(table.find('unknown')).toBe(-1)
  })

  it('forgets the longest untouched when it is full, counts it, and begins the next with zeros', () => {
    const table = new SlotTable(COLUMNS, 4)
    for (const [n, key] of ['a', 'b', 'c', 'd'].entries()) table.column('count')[table.claim(key, n)] = 9
    table.claim('a', 10)
    expect(table.column('count')[table.claim('e', 11)]).toBe(0)
    expect(['a', 'b', 'c', 'd', 'e'].filter(key => table.find(key) >= 0)).toEqual(['a', 'c', 'd', 'e'])
    expect([table.size, table.evicted]).toEqual([4, 1])
  })

  it('goes on from what was saved as if nothing had been', () => {
    const whole = new SlotTable(COLUMNS, 8)
    let cut = new SlotTable(COLUMNS, 8)
    for (let n = 0; n < 100; n++) {
      cut = new SlotTable(COLUMNS, 8, deserialize(serialize(cut.save())) as SavedTable)
      for (const table of [whole, cut]) {
        const slot = table.claim(`key ${(n * 7) % 23}`, n)
        table.column('count')[slot] = table.column('count')[slot]! + 1
      }
    }
    expect(cut.save()).toEqual(whole.save())
  })

  it('begins columns that were not saved with zeros', () => {
    const old = new SlotTable({ count: COLUMNS.count }, 8)
    old.column('count')[old.claim('a', 1)] = 5
    const table = new SlotTable(COLUMNS, 8, old.save())
    const slot = table.find('a')
    expect([table.column('count')[slot], table.column('places')[slot * 2]]).toEqual([5, 0])
  })
})
