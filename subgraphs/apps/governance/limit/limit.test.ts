import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Topics } from '@casbah/kit'
import { FakeClock } from '@casbah/host/testing'
import { packageFolder } from '../../testing/apps-world.ts'
import { openGovernanceBed, type GovernanceBed } from '../../testing/governance-bed.ts'
import { keepRules, type GovernanceRules } from '../settings/governance-settings.ts'

// However many policies ask at once, and in however many processes: an hour's limit lets exactly so many through, and loses none.

const HOUR = 3_600_000
const PROGRAM = fileURLToPath(new URL('../../testing/flood-process.js', import.meta.url))
const clock = new FakeClock(Date.now())

let bed: GovernanceBed
let folder: string
beforeAll(async () => {
  folder = await packageFolder('fake')
  bed = await openGovernanceBed({ connectorFolders: [folder], clock })
}, 60_000)
afterAll(() => bed?.close())

const SYSTEM = { kind: 'SYSTEM' as const, id: null, name: 'Casbah', email: null }
const rules = (tenant: string, change: Partial<GovernanceRules>) =>
  bed.db.write(tenant, tx => keepRules(tx, change, SYSTEM))

async function connect(tenant: string, people: number, hidden = 0) {
  const { app, ids } = await bed.connect(tenant, {
    connector: 'fake',
    config: { domain: 'acme.fake.example' },
    authKind: 'token',
    credentials: { token: 't' },
    accounts: Array.from({ length: people }, (_, n) => ({ externalId: `u${n}`, isProtected: n < hidden })),
  })
  return { app, accounts: Array.from({ length: people }, (_, n) => ids[`u${n}`]!) }
}

type Wanted = Topics['action.wanted']
/** Of an activity that is too old to be answered without a person. */
const OLD = { activityAt: 0, maxAgeSeconds: 60 }
const wanted = (app: string, account: string, more: Partial<Wanted> = {}): Wanted => ({
  spec: 'fake/suspend',
  app,
  account,
  reason: 'flood',
  policy: 'p',
  alert: null,
  parameters: {},
  dryRun: false,
  notBefore: 0,
  ...more,
})

const counts = async (tenant: string, app: string) => {
  const rows = await bed.db.read(tenant, tx =>
    tx.query<{ policy: string; state: string; reason: string | null; n: number }>(
      `select policy, state, coalesce(awaits, error ->> 'message') as reason, count(*)::int as n from apps.governance_action
       where tenant = $1 and app = $2 group by 1, 2, 3`,
      [tenant, app],
    ),
  )
  const of = (state: string) => rows.filter(row => row.state === state)
  const sum = (state: string) => of(state).reduce((total, { n }) => total + n, 0)
  return { of, QUEUED: sum('QUEUED'), AWAITING_APPROVAL: sum('AWAITING_APPROVAL'), FAILED: sum('FAILED') }
}

const respond = (tenant: string, all: Wanted[]) =>
  bed.db.write(tenant, async tx => {
    for (const one of all) await bed.service.respond(tx, one)
  })

async function flood(tenant: string) {
  const child = spawn(process.execPath, [PROGRAM, bed.url, folder], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  await new Promise<void>((ready, failed) => {
    child.stdout.once('data', () => ready())
    void ended.then(code => failed(new Error(`it ended with ${code} before it was ready`)))
  })
  return (all: Wanted[]) => {
    child.stdin.end(JSON.stringify({ tenant, wanted: all }))
    return ended
  }
}

describe('a flood of responses', () => {
  it('of 5,000 in two processes lets exactly the limits through; the rest waits, and protected accounts are left alone', async () => {
    const [people, hidden, policies, all] = [5_000, 500, 10, 5_000]
    await rules('acme', { limitPerSpec: 1_000 })
    const acme = await connect('acme', people, hidden)
    const globex = await connect('globex', 5)
    const asked = Array.from({ length: all }, (_, n) =>
      wanted(acme.app, acme.accounts[n]!, { policy: `p${n % policies}` }),
    )
    const [one, other] = await Promise.all([flood('acme'), flood('acme')])
    const halves = Promise.all([one(asked.slice(0, all / 2)), other(asked.slice(all / 2))])
    // Another tenant is not held up, nor counted with it.
    await respond(
      'globex',
      globex.accounts.map(account => wanted(globex.app, account)),
    )
    expect(await halves).toEqual([0, 0])

    const { of, ...sums } = await counts('acme', acme.app)
    expect(sums).toEqual({ QUEUED: 100, AWAITING_APPROVAL: 4_400, FAILED: 500 })
    for (const { n } of of('QUEUED')) expect(n).toBeLessThanOrEqual(20)
    for (const { reason } of of('AWAITING_APPROVAL'))
      expect(reason).toMatch(/^(The policy reached its limit of 20|All policies together reached its limit of 100) /)
    for (const { reason } of of('FAILED')) expect(reason).toContain('protected')
    expect(await counts('globex', globex.app)).toMatchObject({ QUEUED: 5, AWAITING_APPROVAL: 0, FAILED: 0 })
  }, 120_000)
})

describe('limits', () => {
  it.each<[string, Partial<GovernanceRules>, (n: number) => Partial<Wanted>, number]>([
    ['of a policy', { limitPerPolicy: 2 }, () => ({}), 2],
    ['of a spec', { limitPerSpec: 3 }, n => ({ policy: `p${n}` }), 3],
    ['of all policies together', { limitByPolicies: 4 }, n => ({ policy: `p${n}` }), 4],
    ['none when they are high', {}, () => ({}), 6],
  ])('%s', async (name, change, more, passed) => {
    const tenant = `tenant ${name}`
    const { app, accounts } = await connect(tenant, 7)
    await rules(tenant, change)
    await respond(
      tenant,
      accounts.slice(0, 6).map((account, n) => wanted(app, account, more(n))),
    )
    expect(await counts(tenant, app)).toMatchObject({ QUEUED: passed, AWAITING_APPROVAL: 6 - passed })
    // An hour later others may run; what waits still waits for a person.
    clock.time += HOUR + 1
    await respond(tenant, [wanted(app, accounts[6]!, more(0))])
    expect(await counts(tenant, app)).toMatchObject({ QUEUED: passed + 1, AWAITING_APPROVAL: 6 - passed })
  })

  it('are not used up by what only shows, nor by what waits', async () => {
    const { app, accounts } = await connect('quiet', 3)
    await rules('quiet', { limitPerPolicy: 1 })
    await respond('quiet', [
      wanted(app, accounts[0]!, { dryRun: true }),
      wanted(app, accounts[1]!, OLD),
      wanted(app, accounts[2]!),
    ])
    const { of, ...sums } = await counts('quiet', app)
    expect(sums).toEqual({ QUEUED: 2, AWAITING_APPROVAL: 1, FAILED: 0 })
    expect(of('AWAITING_APPROVAL')[0]!.reason).toMatch(/old; beyond 60 seconds a second person has to agree/)
  })

  it('are not used up by what was refused', async () => {
    const { app, accounts } = await connect('refused', 1)
    await respond('refused', [
      wanted(app, accounts[0]!, { spec: 'fake/nothing' }),
      wanted(app, '00000000-0000-4000-8000-000000000000'),
      wanted(app, accounts[0]!, { spec: 'fake/require-mfa', account: null }),
    ])
    expect(await counts('refused', app)).toMatchObject({ QUEUED: 1, FAILED: 2 })
  })
})

describe('what waits', () => {
  it('for approval expires by itself, and what could not be sent in a day is given up', async () => {
    const { app, accounts } = await connect('late', 2)
    await rules('late', { approvalHours: 2 })
    await respond('late', [wanted(app, accounts[0]!, OLD), wanted(app, accounts[1]!)])
    const ids = await bed.db.read('late', tx =>
      tx.query<{ id: string; state: string }>('select id::text, state from apps.governance_action where tenant = $1', [
        'late',
      ]),
    )
    const id = (state: string) => ids.find(one => one.state === state)!.id
    const [waiting, queued] = [id('AWAITING_APPROVAL'), id('QUEUED')]
    await bed.endOverdue()
    expect((await bed.action('late', waiting)).state).toBe('AWAITING_APPROVAL')
    clock.time += 2 * HOUR + 1
    await bed.endOverdue()
    expect(await bed.action('late', waiting)).toMatchObject({
      state: 'EXPIRED',
      error: { message: expect.stringContaining('not approved in time') },
      log: ['AWAITING_APPROVAL', 'EXPIRED'],
    })
    expect((await bed.action('late', queued)).state).toBe('QUEUED')
    clock.time += 22 * HOUR
    await bed.endOverdue()
    expect(await bed.action('late', queued)).toMatchObject({ state: 'FAILED', log: ['QUEUED', 'FAILED'] })
  })

  it('cannot be approved once its time is over, even before anybody noticed', async () => {
    const { app, accounts } = await connect('slow', 1)
    await respond('slow', [wanted(app, accounts[0]!, OLD)])
    const [row] = await bed.db.read('slow', tx =>
      tx.query<{ id: string }>('select id::text from apps.governance_action where tenant = $1', ['slow']),
    )
    clock.time += 72 * HOUR + 1
    const bob = { kind: 'MEMBER' as const, id: 'bob', name: 'Bob', email: null }
    const { userErrors } = await bed.approvals.approve('slow', { id: row!.id }, bob)
    expect(userErrors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('expired') })
    expect((await bed.action('slow', row!.id)).state).toBe('EXPIRED')
  })
})

describe('several policies on one target', () => {
  const states = (tenant: string) =>
    bed.db.read(tenant, tx =>
      tx.query<{ spec: string; policy: string; state: string; why: string | null }>(
        `select spec, policy, state, error ->> 'message' as why from apps.governance_action where tenant = $1 order by created_at, policy`,
        [tenant],
      ),
    )

  it('do the same once, and again when it has cooled off', async () => {
    const { app, accounts } = await connect('twice', 2)
    await respond('twice', [
      wanted(app, accounts[0]!, { policy: 'p1' }),
      wanted(app, accounts[0]!, { policy: 'p2' }),
      wanted(app, accounts[1]!, { policy: 'p3' }),
    ])
    expect((await states('twice')).map(({ policy, state }) => [policy, state])).toEqual([
      ['p1', 'QUEUED'],
      ['p2', 'CANCELLED'],
      ['p3', 'QUEUED'],
    ])
    expect((await states('twice'))[1]!.why).toMatch(
      /^The same is on its way on the same target: action [0-9a-f-]{36}\.$/,
    )
    await bed.db.write('twice', tx =>
      tx.query(
        `update apps.governance_action set state = 'SUCCEEDED', finished_at = $1 where tenant = 'twice' and policy = 'p1'`,
        [new Date(clock.time)],
      ),
    )
    clock.time += 59 * 60_000
    await respond('twice', [wanted(app, accounts[0]!, { policy: 'p4' })])
    clock.time += 2 * 60_000
    await respond('twice', [wanted(app, accounts[0]!, { policy: 'p5' })])
    expect((await states('twice')).slice(3).map(({ policy, state }) => [policy, state])).toEqual([
      ['p4', 'CANCELLED'],
      ['p5', 'QUEUED'],
    ])
  })

  it('do not hinder what only shows, nor who asks by hand', async () => {
    const { app, accounts } = await connect('shows', 1)
    await respond('shows', [
      wanted(app, accounts[0]!, { policy: 'p1' }),
      wanted(app, accounts[0]!, { policy: 'p2', dryRun: true }),
    ])
    expect((await states('shows')).map(({ state }) => state)).toEqual(['QUEUED', 'QUEUED'])
  })

  it('are taken back together when the alert turns out to be none, but for what went out', async () => {
    const { app, accounts } = await connect('none', 3)
    const alert = '00000000-0000-4000-8000-0000000000a1'
    await respond('none', [
      wanted(app, accounts[0]!, { policy: 'p1', alert }),
      wanted(app, accounts[1]!, { policy: 'p2', alert, ...OLD }),
      wanted(app, accounts[2]!, { policy: 'p3' }),
    ])
    const by = { kind: 'MEMBER' as const, id: 'mia', name: 'Mia', email: null }
    await bed.db.write('none', tx => bed.service.withdraw(tx, { alert, by }))
    expect((await states('none')).map(({ policy, state }) => [policy, state])).toEqual([
      ['p1', 'CANCELLED'],
      ['p2', 'CANCELLED'],
      ['p3', 'QUEUED'],
    ])
  })
})
