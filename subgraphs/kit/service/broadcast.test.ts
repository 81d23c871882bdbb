import { Broadcast } from './broadcast.ts'

describe('broadcast', () => {
  it('gives each subscriber of a channel what is published, and other channels nothing', async () => {
    const news = new Broadcast<number>()
    const a = news.follow('acme')
    const b = news.follow('globex')
    const first = a.next()
    const other = b.next()
    news.publish('acme', 1)
    news.publish('globex', 9)
    expect((await first).value).toEqual({ value: 1, skipped: 0 })
    expect((await other).value).toEqual({ value: 9, skipped: 0 })
  })

  it('keeps at most the limit for one who lags, drops the oldest, tells how many, and costs others nothing', async () => {
    const news = new Broadcast<number>()
    const slow = news.follow('acme', { limit: 3 })
    const quick = news.follow('acme', { limit: 100 })
    const begun = [slow.next(), quick.next()]
    news.publish('acme', 0)
    await Promise.all(begun)
    for (let n = 1; n <= 10; n++) news.publish('acme', n)
    const heard = async (from: typeof slow) => (await from.next()).value
    expect(await heard(slow)).toEqual({ value: 8, skipped: 7 })
    expect(await heard(slow)).toEqual({ value: 9, skipped: 0 })
    expect(await heard(slow)).toEqual({ value: 10, skipped: 0 })
    for (let n = 1; n <= 10; n++) expect(await heard(quick)).toEqual({ value: n, skipped: 0 })
  })

  it('ends a waiting subscriber by its signal', async () => {
    const over = new AbortController()
    const waiting = new Broadcast<number>().follow('acme', { signal: over.signal }).next()
    over.abort()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })
})
