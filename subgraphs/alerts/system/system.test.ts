import type { ExecutionResult } from 'graphql'
import { createLogger, type AppHealth, type RunningSubgraph, type Topic, type Topics } from '@casbah/kit'
import { builtInId } from '../policy/built-in/index.ts'
import { appHealth, heardIn, HOUR, NOON, stream } from '../testing/app-health.ts'
import { ask, judged, openAlerts, subscribeTo } from '../testing/open.ts'
import { SystemWatch } from './system-watch.ts'

const DAY = 24 * HOUR
const ALERTS = `{ alerts(orderBy: RAISED_AT_ASC) { edges { node { id title severity state classification version isLate
  policy { name kind } apps { id } explanation { summary } comments { author { kind name } text }
  history { kind from to actor { kind name } } incident { title } } } } }`

interface Seen {
  id: string
  title: string
  severity: string
  state: string
  classification: string | null
  version: number
  policy: { name: string; kind: string }
  apps: { id: string }[]
  explanation: { summary: string }
  comments: { author: { kind: string; name: string }; text: string }[]
  history: { kind: string; from: string | null; to: string | null; actor: { kind: string } }[]
}

let bed: Awaited<ReturnType<typeof openAlerts>>
let subgraph: RunningSubgraph
let clock = NOON
let tenants = 0
let tenant: string
const logger = createLogger('test')
logger.level = 'silent'

beforeAll(async () => {
  bed = await openAlerts({ now: () => clock })
  subgraph = await bed.start()
})
beforeEach(async () => {
  tenant = `system-${tenants++}`
  clock = Math.max(clock, NOON) + 10 * DAY
  clock -= (clock - NOON) % (7 * DAY)
  // What every tenant without lists of addresses lacks is looked at by itself.
  await everything(['country', 'asn', 'tor', 'vpn', 'hosting', 'risky'])
})
afterAll(async () => {
  await subgraph.stop()
  await bed.close()
})

async function tell<T extends Topic>(topic: T, items: Topics[T][], of = tenant): Promise<void> {
  await bed.feeder.write(of, async tx => tx.append(topic, items))
  await judged(bed.feeder, topic === 'app.health' ? 'alerts-system-health' : 'alerts-system-apps', topic)
  if (topic === 'app.changed') await judged(bed.feeder, 'alerts-apps', topic)
}

async function everything(names: string[]): Promise<void> {
  for (const name of names)
    await bed.feeder.system.query(
      `insert into alerts.data (name, source, built_at, entries) values ($1, 'test', $2, 1)
       on conflict (name) do update set built_at = excluded.built_at`,
      [name, new Date(clock).toISOString()],
    )
}

/** Tells how Okta fares now, and that there are accounts. */
async function health(parts: (at: number) => Partial<AppHealth> = () => ({}), of = tenant): Promise<void> {
  await bed.feeder.write(of, tx =>
    tx.query(
      `insert into alerts.account (tenant, id, app, name) values ($1, 'a', 'app-okta', 'Ann') on conflict do nothing`,
      [of],
    ),
  )
  await tell('app.health', [appHealth(clock, parts(clock))], of)
}

const changed = (state: string, of = tenant) =>
  tell(
    'app.changed',
    [
      {
        id: 'app-okta',
        connector: 'okta',
        name: 'Okta',
        state,
        connectedAt: NOON,
        deletedData: false,
        problem: state === 'AUTH_FAILED' ? { code: 'AUTH_FAILED', message: 'Okta answered 401.' } : null,
        at: clock,
      },
    ],
    of,
  )

/** A minute passes, and a process looks. */
async function look(afterMs = 60_000): Promise<void> {
  clock += afterMs
  await new SystemWatch({
    db: bed.feeder,
    logger,
    crashPoint: () => undefined,
    now: () => clock,
    onAlerts: () => undefined,
  }).look()
}

async function alerts(of = tenant): Promise<Seen[]> {
  const { data, errors } = await ask(subgraph, of, ALERTS)
  expect(errors).toBeUndefined()
  return data.alerts.edges.map((edge: { node: Seen }) => edge.node)
}

const disable = async (slug: string, enabled = false) => {
  const id = builtInId(tenant, slug)
  const { data: read } = await ask(subgraph, tenant, `query ($id: ID!) { policy(id: $id) { version } }`, { id })
  const { data } = await ask(
    subgraph,
    tenant,
    `mutation ($i: UpdatePolicyInput!) { updatePolicy(input: $i) { userErrors { message } } }`,
    { i: { id, enabled, expectedVersion: read.policy.version } },
  )
  expect(data.updatePolicy.userErrors).toEqual([])
}

const log = (parts: Parameters<typeof stream>[1]) => (at: number) => ({ streams: [stream(at, parts)] })
const letter = () =>
  bed.feeder.write(tenant, tx =>
    tx.query(
      `insert into log.dead_letter (tenant, consumer, topic, shard, position, item, reason, at)
       values ($1, 'activities', 'activity.collected', 0, 1, '{}', 'broken', $2)`,
      [tenant, new Date(clock).toISOString()],
    ),
  )

interface Story {
  slug: string
  title: RegExp
  /** Makes it wrong; it is raised at once or by the looks that follow. */
  begin: () => Promise<void>
  end: () => Promise<void>
  /** How long it must last. */
  holdMs?: number
}

const STORIES: [string, Story][] = [
  [
    'refused credentials',
    {
      slug: 'system-app-not-watched',
      title: /^Okta is not watched/,
      begin: () => changed('AUTH_FAILED'),
      end: () => changed('HEALTHY'),
    },
  ],
  [
    'a silent log',
    {
      slug: 'system-stream-silent',
      title: /went silent: log$/,
      begin: () => health(log({ silentHours: 8 })),
      end: () => health(),
    },
  ],
  [
    'a log that is behind',
    {
      slug: 'system-stream-behind',
      title: /is behind: log$/,
      begin: () => health(at => ({ ...log({ readAt: at - 3 * HOUR })(at) })),
      end: () => health(),
      holdMs: 10 * 60_000,
    },
  ],
  [
    'credentials that end',
    {
      slug: 'system-credentials-end',
      title: /^The credentials of Okta end on/,
      begin: () => health(at => ({ credentialsEndAt: at + 10 * DAY })),
      end: () => health(),
    },
  ],
  [
    'policies without their data',
    {
      slug: 'system-detector-not-ready',
      title: /^\d+ policies that are switched on cannot work$/,
      begin: async () => {
        await bed.feeder.system.query(`delete from alerts.data where name = 'country'`)
        await look()
      },
      end: async () => {
        await everything(['country'])
        await look()
      },
      holdMs: HOUR,
    },
  ],
  [
    'rows in quarantine',
    {
      slug: 'system-rows-rejected',
      title: /^Rows of Okta cannot be read: log$/,
      begin: () => health(log({ rejected: 200, rejectedInDay: 200 })),
      end: () => health(),
    },
  ],
  [
    'dead letters',
    {
      slug: 'system-rows-rejected',
      title: /^Casbah could not handle an item of its own log$/,
      begin: async () => {
        await letter()
        await look()
      },
      end: async () => {
        await bed.feeder.system.query('delete from log.dead_letter where tenant = $1', [tenant])
        await look()
      },
    },
  ],
]

describe.each(STORIES)('%s', (_what, { slug, title, begin, end, holdMs = 0 }) => {
  /** Has been told of for so long that breaks do not count. */
  async function known(): Promise<void> {
    clock -= 4 * HOUR
    for (let n = 0; n < 24; n++, clock += 10 * 60_000) await health()
  }
  async function wrong(): Promise<void> {
    await begin()
    if (holdMs) {
      expect((await alerts()).filter(({ state }) => state !== 'RESOLVED')).toEqual([])
      await look(holdMs)
    }
  }

  it('are raised once, close by themselves, and open again within a day', async () => {
    await known()
    expect(await alerts()).toEqual([])
    await wrong()
    const [raised, ...more] = await alerts()
    expect(more).toEqual([])
    expect(raised).toMatchObject({
      title: expect.stringMatching(title),
      state: 'OPEN',
      policy: { kind: 'SYSTEM' },
      isLate: false,
      history: [{ kind: 'RAISED', actor: { kind: 'POLICY' } }],
    })
    await look()
    await look()
    expect(await alerts()).toEqual([raised])

    await end()
    const [over] = await alerts()
    expect(over).toMatchObject({
      id: raised!.id,
      state: 'RESOLVED',
      classification: 'BENIGN',
      comments: [{ author: { kind: 'SYSTEM', name: 'Casbah' }, text: expect.stringMatching(/^It is over, after /) }],
    })
    expect(over!.history.filter(({ actor }) => actor.kind === 'SYSTEM')).toMatchObject([
      { kind: 'STATE', from: 'OPEN', to: 'RESOLVED' },
      { kind: 'CLASSIFICATION', to: 'BENIGN' },
      { kind: 'COMMENT' },
    ])

    await wrong()
    const [again, ...none] = await alerts()
    expect(none).toEqual([])
    expect(again).toMatchObject({ id: raised!.id, state: 'OPEN', classification: null })
    expect(again!.history.at(-1)).toMatchObject({ kind: 'COMMENT', actor: { kind: 'SYSTEM' } })
    await end()
  })

  it('are raised anew later than a day after', async () => {
    await known()
    await wrong()
    await end()
    clock += 2 * DAY
    await everything(['country', 'asn', 'tor', 'vpn', 'hosting', 'risky'])
    await known()
    await wrong()
    const found = await alerts()
    expect(found.map(({ state }) => state)).toEqual(['RESOLVED', 'OPEN'])
    expect(found[0]!.title).toMatch(title)
    await end()
  })

  it('raise nothing while the policy is off, and are raised when it is on again', async () => {
    await known()
    await disable(slug)
    await begin()
    await look(holdMs || 60_000)
    expect(await alerts()).toEqual([])
    await disable(slug, true)
    await look()
    if (holdMs) await look(holdMs)
    expect(await alerts()).toMatchObject([{ title: expect.stringMatching(title), state: 'OPEN' }])
    await end()
  })
})

describe('an alert on Casbah itself', () => {
  it('is pushed as all others, and keeps to its tenant', async () => {
    const other = `${tenant}-other`
    for (const of of [tenant, other]) await changed('HEALTHY', of)
    const open = async (of: string) =>
      (await subscribeTo(
        subgraph,
        of,
        'subscription { alerts { kind alert { title state apps { id } } } }',
      )) as AsyncGenerator<ExecutionResult>
    const [own, others] = [await open(tenant), await open(other)]
    const next = async (from: AsyncGenerator<ExecutionResult>) => (await from.next()).value?.data?.alerts
    expect(await next(own)).toMatchObject({ kind: 'CAUGHT_UP' })
    expect(await next(others)).toMatchObject({ kind: 'CAUGHT_UP' })
    await changed('AUTH_FAILED')
    expect(await next(own)).toMatchObject({ kind: 'RAISED', alert: { state: 'OPEN', apps: [{ id: 'app-okta' }] } })
    await changed('HEALTHY')
    expect(await next(own)).toMatchObject({ kind: 'CHANGED', alert: { state: 'RESOLVED' } })
    expect(await alerts(other)).toEqual([])
    await changed('AUTH_FAILED', other)
    expect(await next(others)).toMatchObject({ kind: 'RAISED' })
    expect(await alerts()).toHaveLength(1)
    await Promise.all([own.return(undefined), others.return(undefined)])
  })

  it('takes its severity and words anew when it grows worse, as one alert', async () => {
    await health(at => ({ credentialsEndAt: at + 5 * DAY }))
    const [mild] = await alerts()
    expect(mild).toMatchObject({ severity: 'MEDIUM' })
    const end = clock + 5 * DAY
    clock += 3 * DAY
    await everything(['country', 'asn', 'tor', 'vpn', 'hosting', 'risky'])
    await health(() => ({ credentialsEndAt: end }))
    const [grave, ...more] = (await alerts()).filter(({ policy }) => policy.name === 'Credentials end soon')
    expect(more).toEqual([])
    expect(grave).toMatchObject({ id: mild!.id, severity: 'HIGH' })
    expect(grave!.history).toMatchObject([{ kind: 'RAISED' }, { kind: 'SEVERITY', from: 'MEDIUM', to: 'HIGH' }])
    expect(grave!.explanation.summary).toMatch(/in 2 days/)
  })

  it('takes in what joins it, and what leaves it, as one alert', async () => {
    const logs = (...silent: string[]) =>
      health(at => ({
        streams: ['audit', 'mail'].map(name => stream(at, { name, silentHours: silent.includes(name) ? 9 : 0 })),
      }))
    await logs('audit')
    await logs('audit', 'mail')
    clock += 60_000
    await logs('mail')
    const [alert, ...more] = await alerts()
    expect(more).toEqual([])
    expect(alert).toMatchObject({ title: 'A log of Okta went silent: mail', state: 'OPEN', version: 3 })
    await logs()
    expect(await alerts()).toMatchObject([{ id: alert!.id, state: 'RESOLVED' }])
  })

  it('is not raised through the nights and the weekend of an office, and is once its log stops on a Tuesday', async () => {
    const monday = clock - 9 * DAY
    const isOffice = (at: Date) => ![0, 6].includes(at.getUTCDay()) && at.getUTCHours() >= 7 && at.getUTCHours() < 18
    const stopped = monday + 8 * DAY - 2 * HOUR
    const titles: [string, string][] = []
    for (clock = monday; clock < monday + 9 * DAY; clock += HOUR) {
      const isHeard = (at: Date) => isOffice(at) && at.getTime() < stopped
      const hour = Math.floor(clock / HOUR)
      const newest = Array.from({ length: 336 }, (_, n) => hour - n).find(each => isHeard(new Date(each * HOUR)))!
      const newestAt = Math.min(newest * HOUR + 50 * 60_000, clock)
      await health(at => ({ streams: [stream(at, { newestAt, heard: heardIn(hour, isHeard) })] }))
      const open = (await alerts()).filter(({ policy }) => policy.name === 'Log went silent')
      if (open.length && !titles.length) titles.push([new Date(clock).toUTCString().slice(0, 22), open[0]!.title])
    }
    const [[when, title]] = titles as [[string, string]]
    expect(title).toBe('A log of Okta went silent: log')
    const raisedAt = Date.parse(`${when} UTC`)
    expect((raisedAt - stopped) / HOUR).toBeGreaterThan(3)
    expect((raisedAt - stopped) / HOUR).toBeLessThan(10)
  })

  it('stays closed when somebody has closed it, until it grows worse', async () => {
    await health(at => ({ credentialsEndAt: at + 5 * DAY }))
    const end = clock + 5 * DAY
    const [{ id }] = (await alerts()) as [Seen]
    const i = { ids: [id], state: 'RESOLVED', classification: 'BENIGN' }
    const closing = `mutation ($i: TriageInput!) { triageAlerts(input: $i) { count } }`
    expect((await ask(subgraph, tenant, closing, { i })).data.triageAlerts.count).toBe(1)
    await look()
    expect(await alerts()).toMatchObject([{ id, state: 'RESOLVED' }])
    clock = end - DAY
    await everything(['country', 'asn', 'tor', 'vpn', 'hosting', 'risky'])
    await health(() => ({ credentialsEndAt: end }))
    expect(await alerts()).toMatchObject([
      { id, state: 'RESOLVED' },
      { severity: 'HIGH', state: 'OPEN' },
    ])
  })

  it('is the same after a restart in between', async () => {
    await changed('AUTH_FAILED')
    const before = await alerts()
    await subgraph.stop()
    subgraph = await bed.start()
    await changed('AUTH_FAILED')
    await look()
    expect(await alerts()).toEqual(before)
    await changed('HEALTHY')
    expect(await alerts()).toMatchObject([{ id: before[0]!.id, state: 'RESOLVED' }])
  })

  it('goes with the app', async () => {
    await changed('AUTH_FAILED')
    await changed('DISCONNECTED')
    expect(await alerts()).toMatchObject([{ state: 'RESOLVED' }])
    await look()
    expect(await alerts()).toHaveLength(1)
  })

  it('is raised for the apps of the policy’s scope alone', async () => {
    await changed('HEALTHY')
    await bed.feeder.write(tenant, async tx => {
      await tx.query(`update alerts.policy set scope = $2 where tenant = $1 and id = $3`, [
        tenant,
        JSON.stringify({ apps: ['another'], users: [], excludedUsers: [], groups: [], excludedGroups: [] }),
        builtInId(tenant, 'system-app-not-watched'),
      ])
      await tx.query(
        'insert into alerts.policy_revision as r values ($1, 1000) on conflict (tenant) do update set revision = r.revision + 1000',
        [tenant],
      )
    })
    await changed('AUTH_FAILED')
    expect(await alerts()).toEqual([])
  })

  it('takes parameters of its own', async () => {
    const { data } = await ask(
      subgraph,
      tenant,
      `mutation ($i: CreatePolicyInput!) { createPolicy(input: $i) { policy { id } userErrors { message path } } }`,
      {
        i: {
          name: 'Bad parameters',
          kind: 'SYSTEM',
          definition: { condition: 'credentials-end', parameters: { days: 0 } },
        },
      },
    )
    expect(data.createPolicy).toMatchObject({
      policy: null,
      userErrors: [{ path: expect.arrayContaining(['definition', 'parameters', 'days']) }],
    })
    const { data: none } = await ask(
      subgraph,
      tenant,
      `mutation ($i: CreatePolicyInput!) { createPolicy(input: $i) { userErrors { message } } }`,
      { i: { name: 'None', kind: 'SYSTEM', definition: { condition: 'weather' } } },
    )
    expect(none.createPolicy.userErrors[0].message).toMatch(/no condition weather\. There are: app-not-watched/)
  })
})

it('one process looks in a minute', async () => {
  await changed('HEALTHY')
  const looked: string[] = []
  const process = () =>
    new SystemWatch({
      db: bed.feeder,
      logger,
      crashPoint: () => undefined,
      now: () => clock,
      onAlerts: each => void looked.push(each),
    })
  await health(at => ({ credentialsEndAt: at + 14 * DAY + 60_000 }))
  expect(await alerts()).toEqual([])
  clock += 120_000
  await Promise.all([process().look(), process().look(), process().look()])
  expect(looked.filter(each => each === tenant)).toHaveLength(1)
  expect(await alerts()).toHaveLength(1)
})
