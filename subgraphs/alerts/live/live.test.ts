import type { ExecutionResult } from 'graphql'
import type { RunningSubgraph, SubgraphAnswer } from '@casbah/kit'
import { guessing, minute } from '../testing/activity.ts'
import { ask, caller, openAlerts, subscribeTo } from '../testing/open.ts'

const LIVE = `subscription ($filter: AlertFilter, $after: Cursor) { alerts(filter: $filter, after: $after) {
  cursor sequence kind missed alertId alert { id title state } } }`

interface Update {
  cursor: string
  sequence: number
  kind: string
  missed: number | null
  alertId: string | null
  alert: { id: string; state: string } | null
}

describe('the live stream of alerts', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string
  const open: AsyncGenerator<ExecutionResult>[] = []

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(5) })
    subgraph = await bed.start()
  })
  beforeEach(() => (tenant = `live-${tenants++}`))
  afterEach(async () => void (await Promise.all(open.splice(0).map(each => each.return(undefined)))))
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  async function live(variables: Record<string, unknown> = {}) {
    const answer = await subscribeTo(subgraph, tenant, LIVE, variables)
    const stream = answer as AsyncGenerator<ExecutionResult>
    open.push(stream)
    const next = async (count: number): Promise<Update[]> => {
      const updates: Update[] = []
      while (updates.length < count) {
        const { value, done } = await stream.next()
        if (done) throw new Error('the stream ended')
        const result = value as { data?: { alerts: Update }; errors?: unknown }
        if (!result.data) throw new Error(JSON.stringify(result.errors))
        updates.push(JSON.parse(JSON.stringify(result.data.alerts)) as Update)
      }
      return updates
    }
    // Without a cursor the stream first tells where it stands.
    if (!variables.after) expect(await next(1)).toMatchObject([{ kind: 'CAUGHT_UP', alert: null }])
    return next
  }

  const raise = (person: string, at = 0) =>
    bed.feed(tenant, guessing(person, minute(at), { userId: person, accountId: person }))
  const triage = async (i: object) => {
    const { data } = await ask(
      subgraph,
      tenant,
      'mutation ($i: TriageInput!) { triageAlerts(input: $i) { count userErrors { message } } }',
      { i },
    )
    expect(data.triageAlerts.userErrors).toEqual([])
  }

  it('tells what is raised and changed from now on, without a cursor', async () => {
    await raise('before')
    const next = await live()
    const first = next(1)
    await raise('ann')
    const [raised] = await first
    expect(raised).toMatchObject({ kind: 'RAISED', sequence: 2, alert: { state: 'OPEN' } })
    await triage({ ids: [raised!.alertId], state: 'IN_PROGRESS' })
    expect(await next(1)).toMatchObject([
      { kind: 'CHANGED', sequence: 3, alert: { id: raised!.alertId, state: 'IN_PROGRESS' } },
    ])
  })

  it('tells what was missed first, then that it has caught up, then goes on', async () => {
    const before = await live()
    const waiting = before(1)
    await raise('ann')
    const [{ cursor } = { cursor: '' }] = await waiting
    await raise('bob')
    await raise('eve')
    const next = await live({ after: cursor })
    expect((await next(3)).map(each => [each.kind, each.sequence])).toEqual([
      ['RAISED', 2],
      ['RAISED', 3],
      ['CAUGHT_UP', 3],
    ])
    const later = next(1)
    await raise('joe')
    expect((await later)[0]).toMatchObject({ kind: 'RAISED', sequence: 4 })
  })

  it('hands over from missed to live without gap or double while eight writers write', async () => {
    const before = await live()
    const waiting = before(1)
    await raise('first')
    const [first] = await waiting
    const writers = Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 25; n++) await triage({ ids: [first!.alertId], comment: `${writer}-${n}` })
      }),
    )
    const streams = await Promise.all([1, 2, 3].map(() => live({ after: first!.cursor })))
    const seen = await Promise.all(streams.map(next => next(201)))
    await writers
    for (const updates of seen) {
      const steps = updates.filter(each => each.kind !== 'CAUGHT_UP').map(each => each.sequence)
      expect(steps).toEqual(Array.from({ length: 200 }, (_, n) => n + 2))
      expect(updates.filter(each => each.kind === 'CAUGHT_UP')).toHaveLength(1)
    }
  })

  it('tells of an alert that no longer matches by its id alone, once, and not of what then happens to it', async () => {
    const next = await live({ filter: { state: ['OPEN'] } })
    const first = next(1)
    await raise('ann')
    const id = (await first)[0]!.alertId
    const told = async (change: object) => {
      const waiting = next(1)
      await triage({ ids: [id], ...change })
      const [update] = await waiting
      return [update!.kind, update!.sequence, update!.alertId, update!.alert?.id ?? null]
    }
    expect(await told({ comment: 'Looking.' })).toEqual(['CHANGED', 2, id, id])
    expect(await told({ state: 'IN_PROGRESS' })).toEqual(['LEFT', 3, id, null])
    await triage({ ids: [id], state: 'RESOLVED', classification: 'BENIGN' })
    expect(await told({ state: 'OPEN' })).toEqual(['CHANGED', 5, id, id])
  })

  it('tells by tags what comes and leaves, live and after a break', async () => {
    const before = await live()
    const waiting = before(1)
    await raise('ann')
    const [{ alertId: id, cursor } = { alertId: null, cursor: '' }] = await waiting
    const next = await live({ filter: { tags: ['VIP'] } })
    /** What is told of a change: the last before it may be told, too, when it is read so late that the alert matches again. */
    const told = async (change: object, at: number) => {
      await triage({ ids: [id], ...change })
      for (;;) {
        const [{ kind, sequence } = { kind: '', sequence: 0 }] = await next(1)
        if (sequence >= at) return [kind, sequence]
      }
    }
    await triage({ ids: [id], comment: 'Not seen by it.' })
    expect(await told({ addTags: ['vip'] }, 3)).toEqual(['CHANGED', 3])
    expect(await told({ comment: 'Seen by it.' }, 4)).toEqual(['CHANGED', 4])
    expect(await told({ removeTags: ['vip'] }, 5)).toEqual(['LEFT', 5])
    await triage({ ids: [id], comment: 'Not seen by it.' })
    expect(await told({ addTags: ['vip', 'more'] }, 7)).toEqual(['CHANGED', 7])
    await triage({ ids: [id], removeTags: ['vip'] })
    const again = await live({ after: cursor, filter: { tags: ['vip'] } })
    expect((await again(3)).map(each => [each.kind, each.sequence])).toEqual([
      ['LEFT', 5],
      ['LEFT', 8],
      ['CAUGHT_UP', 8],
    ])
  })

  it('tells LEFT after a break as well', async () => {
    const next = await live()
    const first = next(1)
    await raise('ann')
    const [raised] = await first
    await triage({ ids: [raised!.alertId], state: 'IN_PROGRESS' })
    await triage({ ids: [raised!.alertId], state: 'RESOLVED', classification: 'BENIGN' })
    const again = await live({ after: raised!.cursor, filter: { state: ['OPEN'] } })
    expect((await again(2)).map(each => [each.kind, each.sequence, each.alert])).toEqual([
      ['LEFT', 2, null],
      ['CAUGHT_UP', 3, null],
    ])
  })

  it('tells how much is lost when the cursor is older than what is kept', async () => {
    const next = await live()
    const first = next(1)
    await raise('ann')
    const [raised] = await first
    for (let n = 0; n < 4; n++) await triage({ ids: [raised!.alertId], comment: `n${n}` })
    await bed.feeder.write(tenant, tx =>
      tx.query('delete from alerts.alert_event where tenant = $1 and seq <= 4', [tenant]),
    )
    const again = await live({ after: raised!.cursor })
    expect((await again(3)).map(each => [each.kind, each.sequence, each.missed])).toEqual([
      ['GAP', 4, 3],
      ['CHANGED', 5, null],
      ['CAUGHT_UP', 5, null],
    ])
  })

  it('refuses an invented cursor and another tenant’s', async () => {
    const next = await live()
    const first = next(1)
    await raise('ann')
    const [raised] = await first
    const refused = async (of: string, after: string) => {
      const answer = (await subscribeTo(subgraph, of, LIVE, { after })) as SubgraphAnswer & { errors?: unknown }
      return JSON.parse(JSON.stringify(answer)) as { errors: unknown[] }
    }
    expect(await refused('somebody-else', raised!.cursor)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_CURSOR' } }],
    })
    expect(await refused(tenant, 'invented')).toMatchObject({ errors: [{ extensions: { code: 'BAD_CURSOR' } }] })
  })

  it('sees what another process writes', async () => {
    const other = await bed.start()
    const next = await live()
    const first = next(1)
    await raise('ann')
    const [raised] = await first
    const later = next(1)
    await ask(other, tenant, 'mutation ($i: TriageInput!) { triageAlerts(input: $i) { count } }', {
      i: { ids: [raised!.alertId], comment: 'From afar.' },
    })
    expect(await later).toMatchObject([{ kind: 'CHANGED' }])
    await other.stop()
  })

  it('ends at once when the subscriber leaves while nothing happens', async () => {
    const stopped = new AbortController()
    const answer = await subgraph.handle({ query: LIVE }, await caller(tenant), stopped.signal)
    const stream = answer as AsyncGenerator<ExecutionResult>
    await stream.next()
    const pending = stream.next()
    await new Promise(resolve => setTimeout(resolve, 50))
    stopped.abort()
    expect((await pending).done).toBe(true)
  })
})
