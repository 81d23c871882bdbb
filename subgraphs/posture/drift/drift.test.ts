import type { StoredActivity } from '@casbah/kit'
import { FakeClock } from '../fake-clock.ts'
import { storeAssessment } from '../finding/assessment.service.ts'
import { APP, card, check, openPosture, result, type Anything } from '../testing.ts'
import { TouchIndex } from './touch-index.ts'
import { storeTouches, touchesOf } from './touches.ts'

const DAY_MS = 86_400_000
/** Noon of some day, by which the tests reckon in seconds. */
const NOON = Date.UTC(2026, 0, 1, 12)
const second = (n: number) => new Date(NOON + n * 1_000)

const INDEX = new TouchIndex([
  { id: 'okta/mfa', connector: 'okta', touched_by: ['policy.update', 'factor.*'] },
  { id: 'okta/sso', connector: 'okta', touched_by: ['policy.update', 'policy.*'] },
  { id: 'github/mfa', connector: 'github', touched_by: ['policy.update'] },
])

let activities = 0
function activity(vendorAction: string, at: number, more: Partial<StoredActivity> = {}): StoredActivity {
  const id = `mx02x457-00000000-0000-8000-8000-${String(++activities).padStart(12, '0')}`
  return {
    type: 'activity',
    id,
    app: APP,
    connector: 'okta',
    stream: 'log',
    vendorId: id,
    part: 0,
    time: second(at).getTime(),
    observedAt: second(at).getTime(),
    lane: 'live',
    isSimulated: false,
    action: 'policy.update',
    vendorAction,
    classUid: 3004,
    activityId: 3,
    severity: 'INFORMATIONAL',
    outcome: 'SUCCESS',
    outcomeReason: null,
    actor: null,
    targets: [],
    ip: null,
    userAgent: null,
    sessionId: null,
    isAdmin: true,
    isImpersonated: false,
    raw: '{}',
    accountId: null,
    userId: null,
    targetAccountIds: [],
    browser: null,
    os: null,
    lastSeenForUser: null,
    uncommonForUser: null,
    ...more,
  }
}

describe('an activity touches', () => {
  it.each([
    ['policy.update', {}, ['okta/mfa', 'okta/sso']],
    ['policy.delete', {}, ['okta/sso']],
    ['factor.', {}, ['okta/mfa']],
    ['factor', {}, []],
    ['user.login', {}, []],
    ['policy.update', { connector: 'github' }, ['github/mfa']],
    ['policy.update', { connector: 'box' }, []],
    ['policy.update', { outcome: 'FAILURE' }, []],
    ['policy.update', { outcome: 'UNKNOWN' }, ['okta/mfa', 'okta/sso']],
    ['policy.update', { lane: 'history' }, []],
    ['policy.update', { isSimulated: true }, []],
    ['policy.update', { time: NOON - DAY_MS }, []],
    ['policy.update', { time: NOON - DAY_MS + 1 }, ['okta/mfa', 'okta/sso']],
  ] as const)('by %s with %j: %j', (vendorAction, more, controls) => {
    const touches = touchesOf([activity(vendorAction, 0, more)], INDEX, second(0))
    expect(touches.map(touch => touch.control)).toEqual(controls)
  })

  it('each control once in a batch, by the latest, whatever the order; the end of a backfill touches none', () => {
    const [first, last, middle] = [activity('factor.a', 1), activity('factor.b', 9), activity('factor.c', 5)]
    const end = { type: 'backfillEnd', app: APP, connector: 'okta', stream: 'log', at: 0 } as const
    expect(touchesOf([first, end, last, middle], INDEX, second(10))).toEqual([
      { app: APP, control: 'okta/mfa', activity: last.id, time: last.time },
    ])
  })
})

describe('touched settings', () => {
  let posture: Awaited<ReturnType<typeof openPosture>>
  beforeAll(async () => {
    posture = await openPosture()
  })
  beforeEach(async () => {
    await posture.reset()
    await posture.controls([
      check('mfa', 10, { touchedBy: ['policy.update', 'factor.*'] }),
      check('sso', 5, { touchedBy: ['policy.update'] }),
      check('logs', 5),
    ])
    await posture.app()
    await posture.assess([result('mfa', 'PASS', [true]), result('sso', 'PASS')], second(-3_600).toISOString())
  })
  afterAll(() => posture.close())

  /** What activities do that arrive at a second of the story. */
  const arrive = (at: number, items: StoredActivity[], tenant = 'acme') =>
    posture.db.write(tenant, tx => storeTouches(tx, touchesOf(items, INDEX, second(at)), second(at)))

  /** Looks of the schedule at some seconds; what each asked for. */
  async function looks(seconds: number[], tenant = 'acme'): Promise<[number, string[]][]> {
    const asked: [number, string[]][] = []
    for (const at of seconds) {
      const before = (await wanted(tenant)).length
      await posture.scheduleBy(new FakeClock(second(at).getTime())).once()
      for (const checks of (await wanted(tenant)).slice(before)) asked.push([at, checks])
    }
    return asked
  }
  const wanted = async (tenant: string) =>
    (await posture.told(tenant, 'assessment.wanted')).flatMap(({ checks }) => (checks ? [checks] : []))
  const assess = (at: number, results: Parameters<typeof posture.assess>[0], tenant = 'acme') =>
    posture.assess(results, second(at).toISOString(), tenant)
  async function changedBy(control: string, tenant = 'acme'): Promise<string | null> {
    const { data } = await posture.ask(
      'query($filter: FindingFilter) { findings(filter: $filter) { edges { node { changedBy { id } } } } }',
      { filter: { control: [`okta/${control}`] } },
      tenant,
    )
    return data.findings.edges[0].node.changedBy?.id ?? null
  }

  it('make one assessment of what was touched of a burst, when it is over for five seconds', async () => {
    const burst = Array.from({ length: 100 }, (_, n) => activity('policy.update', n / 50))
    for (const [n, each] of burst.entries()) await arrive(n / 50, [each])
    expect(await looks([2, 4, 6, 7, 8, 30, 60])).toEqual([[7, ['mfa', 'sso']]])
  })

  it('are looked at after forty seconds if it is never over, and ten seconds apart at most', async () => {
    const asked: [number, string[]][] = []
    for (let at = 0; at <= 60; at++) {
      await arrive(at, [activity('factor.add', at)])
      asked.push(...(await looks([at])))
    }
    asked.push(...(await looks([61, 62, 63, 64, 65, 66])))
    expect(asked).toEqual([
      [40, ['mfa']],
      [65, ['mfa']],
    ])
    await arrive(66, [activity('factor.add', 66)])
    expect(await looks([71, 74, 75, 76])).toEqual([[75, ['mfa']]])
  })

  it('are asked for once by two processes, and by none for an app that cannot be read', async () => {
    await arrive(0, [activity('factor.add', 0)])
    const schedules = [1, 2].map(() => posture.scheduleBy(new FakeClock(second(5).getTime())))
    await Promise.all(schedules.map(schedule => schedule.once()))
    expect(await wanted('acme')).toEqual([['mfa']])
    await posture.app('acme', { state: 'AUTH_FAILED' })
    await arrive(20, [activity('factor.add', 20)])
    expect(await looks([30, 100])).toEqual([])
    await posture.app()
    expect(await looks([200])).toEqual([[200, ['mfa']]])
  })

  it('come over the log, wake the schedule, and lose nothing by a restart', async () => {
    const clock = new FakeClock(Date.now())
    const now = (Date.now() - NOON) / 1_000
    await posture.feed('acme', 'activity.stored', [
      activity('factor.add', now),
      activity('user.login', now),
      activity('factor.add', now, { outcome: 'FAILURE' }),
      activity('factor.add', now, { lane: 'history' }),
    ])
    const { rows } = await posture.db.system.query('select control, pending from posture.touch')
    expect(rows).toEqual([{ control: 'okta/mfa', pending: true }])
    // Another process begins with what stands in the database.
    clock.advance(6_000)
    await posture.scheduleBy(clock).once()
    expect(await wanted('acme')).toEqual([['mfa']])
  })

  it('give the findings that change the activity, and those that do not nothing', async () => {
    const change = activity('policy.update', 0)
    await arrive(1, [change])
    await assess(8, [result('mfa', 'FAIL', [false]), result('sso', 'PASS')])
    expect([await changedBy('mfa'), await changedBy('sso')]).toEqual([change.id, null])
    expect((await posture.told('acme', 'finding.changed')).at(-1)).toMatchObject({
      control: 'okta/mfa',
      changedBy: { id: change.id, time: change.time },
    })
    await assess(20, [result('mfa', 'FAIL', [false])])
    expect(await changedBy('mfa')).toBe(change.id)
  })

  it('name the latest of several activities, and each once', async () => {
    const [first, second] = [activity('factor.a', 1), activity('factor.b', 2)]
    await arrive(3, [second])
    await arrive(4, [first])
    await assess(9, [result('mfa', 'FAIL', [false])])
    expect(await changedBy('mfa')).toBe(second.id)
    await assess(30, [result('mfa', 'PASS', [true])])
    expect(await changedBy('mfa')).toBeNull()
  })

  it('of an activity long before the last assessment have changed nothing since', async () => {
    await arrive(0, [activity('factor.a', 0)])
    await assess(400, [result('mfa', 'PASS', [true])])
    await assess(500, [result('mfa', 'FAIL', [false])])
    expect(await changedBy('mfa')).toBeNull()
  })

  it('are named through times in which nothing could be judged', async () => {
    const change = activity('factor.a', 0)
    await arrive(0, [change])
    await assess(8, [result('mfa', 'ERROR')])
    expect(await changedBy('mfa')).toBeNull()
    await assess(1_000, [result('mfa', 'CANNOT_TELL')])
    await assess(2_000, [result('mfa', 'FAIL', [false])])
    expect(await changedBy('mfa')).toBe(change.id)
    await assess(3_000, [result('mfa', 'ERROR')])
    await assess(4_000, [result('mfa', 'FAIL', [false])])
    expect(await changedBy('mfa')).toBe(change.id)
  })

  it('name who changed which subject fails, though as many do', async () => {
    const subjects = (failing: string) =>
      ['ann', 'bob'].map(name => ({ name, passed: name !== failing, detail: null, accountId: null }))
    const found = result('mfa', 'PARTIAL')
    await assess(0, [{ ...found, subjects: subjects('ann') }])
    const change = activity('factor.a', 10)
    await arrive(10, [change])
    await assess(16, [{ ...found, subjects: subjects('bob') }])
    expect(await changedBy('mfa')).toBe(change.id)
  })

  it('that come while an assessment runs lead to another, which names them', async () => {
    await arrive(0, [activity('factor.a', 0)])
    expect(await looks([5])).toEqual([[5, ['mfa']]])
    const during = activity('factor.b', 6)
    await arrive(7, [during])
    // What ran has read before the change.
    await assess(8, [result('mfa', 'PASS', [true])])
    expect(await looks([9, 12, 14, 15])).toEqual([[15, ['mfa']]])
    await assess(16, [result('mfa', 'FAIL', [false])])
    expect(await changedBy('mfa')).toBe(during.id)
  })

  it('that the vendor tells of late name the change that was seen before', async () => {
    await assess(100, [result('mfa', 'FAIL', [false]), result('sso', 'PASS')])
    expect(await changedBy('mfa')).toBeNull()
    const late = activity('policy.update', 50)
    await arrive(900, [late])
    expect([await changedBy('mfa'), await changedBy('sso')]).toEqual([late.id, null])
    await arrive(901, [activity('policy.update', 60)])
    expect(await changedBy('mfa')).toBe(late.id)
  })

  it('that the vendor tells of while the change is being stored name it all the same', async () => {
    let done = (): void => undefined
    const stored = new Promise<void>(resolve => (done = resolve))
    const scan = posture.db.write('acme', async tx => {
      const results = [result('mfa', 'FAIL', [false])]
      await storeAssessment(tx, { app: APP, connector: 'okta', at: second(100).getTime(), results, fragments: [] })
      done()
      await waiting()
    })
    await stored
    const during = activity('policy.update', 50)
    const told = arrive(110, [during])
    await Promise.all([scan, told])
    expect(await changedBy('mfa')).toBe(during.id)
  })

  /** Until somebody waits for a lock; not for ever, since nobody may have to. */
  async function waiting(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      const { rows } = await posture.db.system.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if (rows.length > 0) return
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  }

  it('that came after the change do not', async () => {
    await assess(100, [result('mfa', 'FAIL', [false])])
    await arrive(200, [activity('policy.update', 150)])
    await arrive(200, [activity('policy.update', -4_000)])
    expect(await changedBy('mfa')).toBeNull()
  })

  it('are each tenant’s own', async () => {
    await posture.app('globex')
    await assess(-3_000, [result('mfa', 'PASS', [true])], 'globex')
    const change = activity('factor.a', 0)
    await arrive(0, [change])
    expect(await looks([6], 'globex')).toEqual([])
    expect(await wanted('acme')).toEqual([['mfa']])
    await assess(9, [result('mfa', 'FAIL', [false])], 'globex')
    await assess(9, [result('mfa', 'FAIL', [false])])
    expect([await changedBy('mfa'), await changedBy('mfa', 'globex')]).toEqual([change.id, null])
    await arrive(10, [activity('factor.a', 10, { app: '00000000-0000-4000-8000-00000000000b' })], 'globex')
    expect((await posture.db.system.query('select tenant from posture.touch')).rows).toEqual([{ tenant: 'acme' }])
  })

  it('go with the app whose data is to go', async () => {
    await arrive(0, [activity('factor.a', 0)])
    await posture.app('acme', { state: 'DISCONNECTED', deletedData: true })
    expect((await posture.db.system.query('select 1 from posture.touch')).rows).toEqual([])
  })

  it('are those of the controls as they are now', async () => {
    const now = (Date.now() - NOON) / 1_000
    const touched = async () =>
      (
        await posture.db.system.query<{ control: string }>('select control from posture.touch order by control')
      ).rows.map((row: Anything) => row.control)
    await posture.feed('acme', 'activity.stored', [activity('log.off', now)])
    expect(await touched()).toEqual([])
    await posture.feed('', 'connector.changed', [card([check('logs', 5, { touchedBy: ['log.*'] })])])
    await posture.feed('acme', 'activity.stored', [activity('log.off', now), activity('policy.update', now)])
    expect(await touched()).toEqual(['okta/logs'])
  })
})
