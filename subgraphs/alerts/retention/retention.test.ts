import type { RunningSubgraph } from '@casbah/kit'
import { guessing, minute } from '../testing/activity.ts'
import { openAlerts, subscribeTo } from '../testing/open.ts'
import { KEPT_DAYS, Retention } from './retention.ts'

const LIVE = 'subscription ($after: Cursor) { alerts(after: $after) { cursor kind missed } }'
const silent = { warn: (error: object) => Promise.reject(error) } as never

describe('the alert log after its time', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(5) })
    subgraph = await bed.start()
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const steps = async (tenant: string) =>
    (await bed.feeder.write(tenant, tx => tx.query('select 1 from alerts.alert_event where tenant = $1', [tenant])))
      .length
  const first = async (tenant: string, after: string | null) => {
    const stream = (await subscribeTo(subgraph, tenant, LIVE, { after })) as AsyncGenerator<{
      data: { alerts: { cursor: string; kind: string; missed: number | null } }
    }>
    const { value } = await stream.next()
    await stream.return(undefined)
    return value!.data.alerts
  }

  it('is forgotten in every tenant, of which whoever resumes is told', async () => {
    const cursors = new Map<string, string>()
    for (const tenant of ['one', 'two']) {
      cursors.set(tenant, (await first(tenant, null)).cursor)
      await bed.feed(tenant, guessing('ann', minute(0), { userId: 'ann', accountId: 'ann' }))
    }
    const retention = (now: number) => new Retention(bed.feeder, silent, () => now).run()
    const counts = async () => [await steps('one'), await steps('two')]
    const before = await counts()
    expect(Math.min(...before)).toBeGreaterThan(0)
    await retention(Date.now() + (KEPT_DAYS - 1) * 86_400_000)
    expect(await counts()).toEqual(before)
    await retention(Date.now() + (KEPT_DAYS + 1) * 86_400_000)
    expect(await counts()).toEqual([0, 0])
    expect(await first('one', cursors.get('one')!)).toMatchObject({ kind: 'GAP', missed: before[0] })
    expect(await first('one', null)).toMatchObject({ kind: 'CAUGHT_UP' })
  })
})
