import { RowLog } from './row-log.ts'

const ALL = { since: -Infinity, until: Infinity }

/** A log whose rows come in a disorder that repeats, many at the same time. */
function disordered(count: number) {
  const log = new RowLog()
  const rows = Array.from({ length: count }, (_, index) => ({ id: index, time: (index * 7_919) % 500 }))
  for (const row of rows) log.append(row.time, row, row.id % 2)
  return { log, rows, sorted: rows.toSorted((a, b) => a.time - b.time || a.id - b.id) }
}
const ids = (rows: { json: string }[]) => rows.map(row => (JSON.parse(row.json) as { id: number }).id)

describe('row log', () => {
  it.each([
    [1, false],
    [7, true],
    [128, false],
    [1_000, true],
  ])(
    'pages of %i (newest first: %s) give every row once, in order, over sealed and open blocks',
    (limit, descending) => {
      const { log, sorted } = disordered(1_500)
      const found: number[] = []
      let after
      for (;;) {
        const page = log.byTime({ ...ALL, limit, after, descending })
        found.push(...ids(page.rows))
        after = page.rows.at(-1)
        if (!page.more) break
      }
      const expected = sorted.map(row => row.id)
      expect(found).toEqual(descending ? expected.toReversed() : expected)
    },
  )

  it('keeps to the span and to the tags', () => {
    const { log, sorted } = disordered(1_500)
    const page = log.byTime({ since: 100, until: 110, limit: 1_000, accept: tag => tag === 1 })
    expect(ids(page.rows)).toEqual(
      sorted.filter(({ time, id }) => time >= 100 && time < 110 && id % 2 === 1).map(row => row.id),
    )
  })

  it('a row that comes between two pages, in front of the place read, moves nothing', () => {
    const { log } = disordered(300)
    const first = log.byTime({ ...ALL, limit: 100 })
    const expected = ids(log.byTime({ ...ALL, limit: 100, after: first.rows.at(-1) }).rows)
    log.append(0, { id: -1 })
    expect(ids(log.byTime({ ...ALL, limit: 100, after: first.rows.at(-1) }).rows)).toEqual(expected)
  })

  it('storage keeps its own order, and counts a late row as stored after its neighbours', () => {
    const log = new RowLog()
    for (const [id, time] of [10, 20, 5, 30].entries()) log.append(time, { id })
    expect(ids(log.byStorage(0, 10).rows)).toEqual([0, 1, 2, 3])
    expect(log.firstStoredAt(15)).toBe(1)
    expect(log.firstStoredAt(21)).toBe(3)
    expect(log.firstStoredAt(31)).toBe(4)
  })

  it('refuses a row without a time', () =>
    expect(() => new RowLog().append(Number.NaN, { id: 1 })).toThrow(/readable time/))
})
