import type { HistoryPage } from './history.ts'
import { account, collected, Harness, NOON, signed } from '../testing/harness.ts'
import type { StoredActivity } from '@casbah/kit'

describe('the history door', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await Harness.open()
    await harness.feedAccounts('acme', [account('ann', { userId: 'user-ann' })])
    const actor = { id: 'ext-ann', email: null, name: null, kind: 'user' } as const
    // Stored newest first, so that the order of the answer is the reader's.
    const items = Array.from({ length: 5_003 }, (_, n) =>
      collected(`n${n}`, { time: NOON - n * 1_000, actor, action: n % 2 ? 'file.download' : 'session.start' }),
    )
    await harness.feed('acme', items)
    await harness.feed('globex', items.slice(0, 1))
  })
  afterAll(() => harness.close())

  const knock = async (tenant: string, path: string, body: unknown, scopes?: string[]) => {
    const { status, value } = await harness.subgraph.doors['/history']!({
      method: 'POST',
      path,
      query: new URLSearchParams(),
      headers: { 'x-casbah-caller': await signed(tenant, scopes) },
      body: Buffer.from(JSON.stringify(body) ?? ''),
    })
    return { status, answer: value as never }
  }
  const span = { since: NOON - 86_400_000, until: NOON + 1 }

  it('gives pages of 5,000 in the order of event time, whole', async () => {
    const first = (await knock('acme', '/history', span)).answer as HistoryPage
    const second = (await knock('acme', '/history', { ...span, after: first.next })).answer as HistoryPage
    const all = [...first.items, ...second.items]
    expect([first.items.length, second.items.length, second.next]).toEqual([5_000, 3, null])
    expect(all.map(item => item.vendorId)).toEqual(Array.from({ length: 5_003 }, (_, n) => `n${5_002 - n}`))
    const handedOn = (await harness.stored('acme')).find(item => item.type === 'activity' && item.vendorId === 'n7')
    expect(all.find(item => item.vendorId === 'n7')).toEqual(handedOn)
  })

  it('takes a filter and keeps to its tenant', async () => {
    const filter = { action: { in: ['file.download'] }, time: { until: NOON - 9_000 } }
    const { items } = (await knock('acme', '/history', { ...span, filter })).answer as HistoryPage
    expect(items.at(-1)!.vendorId).toBe('n11')
    expect(((await knock('globex', '/history', span)).answer as HistoryPage).items.map(item => item.vendorId)).toEqual([
      'n0',
    ])
  })

  it('gives one activity by id', async () => {
    const stored = (await harness.stored('globex'))[0] as StoredActivity
    expect(await knock('globex', `/history/${stored.id}`, null)).toEqual({ status: 200, answer: stored })
    expect((await knock('globex', '/history/unknown', null)).status).toBe(404)
  })

  it('gives several by id, of its tenant alone, and pages of the size asked for', async () => {
    const [mine, other] = [await harness.stored('acme'), await harness.stored('globex')] as StoredActivity[][]
    const ids = [mine![7]!.id, 'unknown', mine![4_000]!.id]
    const { items } = (await knock('acme', '/history/batch', { ids })).answer as { items: StoredActivity[] }
    expect(items.map(item => item.id).sort()).toEqual([mine![7]!.id, mine![4_000]!.id].sort())
    expect(items.find(item => item.id === mine![7]!.id)).toEqual(mine![7])
    // The one activity that both have is each one's own; of the rest the other tenant sees nothing.
    expect((await knock('globex', '/history/batch', { ids })).answer).toEqual({ items: [] })
    expect((await knock('globex', '/history/batch', { ids: [other![0]!.id] })).answer).toEqual({ items: [other![0]] })
    expect((await knock('acme', '/history/batch', { ids: Array.from({ length: 501 }, () => 'x') })).status).toBe(400)
    expect(((await knock('acme', '/history', { ...span, size: 3 })).answer as HistoryPage).items).toHaveLength(3)
    expect((await knock('acme', '/history', { ...span, size: 5_001 })).status).toBe(400)
  })

  it('refuses callers without its scopes, foreign cursors and what it cannot read', async () => {
    expect((await knock('acme', '/history', span, ['activities:read'])).status).toBe(403)
    const { next } = (await knock('acme', '/history', span)).answer as HistoryPage
    expect((await knock('globex', '/history', { ...span, after: next })).answer).toMatchObject({
      error: { code: 'BAD_CURSOR' },
    })
    expect((await knock('acme', '/history', { since: 'x' })).status).toBe(400)
  })
})
