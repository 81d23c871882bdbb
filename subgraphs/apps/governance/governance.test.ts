import type { Caller } from '@casbah/kit'
import { openAppsWorld, until, type AppsWorld } from '../testing/apps-world.ts'
import type { GovernanceBatch } from './batch/governance-batch.type.ts'

// Asking, agreeing and taking back, through the graph and with a vendor behind it.

const USERS = 15

let world: AppsWorld
/** By tenant: the app, and its accounts by their ids at the vendor. */
const apps: Record<string, { app: string; ids: Record<string, string> }> = {}

beforeAll(async () => {
  world = await openAppsWorld()
  world.vendor.users = Array.from({ length: USERS }, (_, n) => ({
    id: `u${n + 1}`,
    email: `p${n}@acme.example`,
    name: `P${n}`,
  }))
  world.vendor.grants.set('u1', [
    { id: 'g1', app: 'Bot', rights: ['write'] },
    { id: 'g2', app: 'Cog', rights: [] },
  ])
  for (const tenant of ['acme', 'globex']) {
    const app = await world.connect(tenant)
    const listed = await until(async () => {
      const rows = await sql(tenant, 'select id::text, external_id from apps.account where app = $1', [app])
      const grants = await sql(tenant, 'select id::text, external_id from apps.oauth_grant where app = $1', [app])
      return rows.length === USERS && grants.length === 2 ? [...rows, ...grants] : null
    })
    apps[tenant] = { app, ids: Object.fromEntries(listed.map(({ id, external_id: external }) => [external, id!])) }
  }
}, 60_000)
afterAll(() => world?.close())
beforeEach(() => {
  world.vendor.writes = []
})

const sql = (tenant: string, text: string, values: unknown[] = []) =>
  world.apps.db.read(tenant, tx => tx.query<Record<string, string>>(text, values))

const member = (id: string, tenant = 'acme', scopes = world.caller(tenant).scopes): Caller => ({
  tenant,
  scopes,
  actor: { kind: 'MEMBER', id, name: id, email: `${id}@acme.example` },
  expiresAt: null,
})
const ann = () => member('ann')
const bob = () => member('bob')

interface Shown {
  id: string
  state: string
  approvalReason: string | null
  expiresAt: string | null
  approvedBy: { name: string } | null
  rejectedBy: { name: string } | null
  error: { code: string; message: string } | null
}
interface Errors {
  userErrors: { code: string; message: string; path: string[] | null }[]
}
const ACTION =
  'action { id state approvalReason expiresAt approvedBy { name } rejectedBy { name } error { code message } } userErrors { code message path }'

async function mutate(name: string, type: string, input: object, by: Caller) {
  const text = `mutation ($i: ${type}!) { ${name}(input: $i) { ${ACTION} } }`
  const { data, errors } = await world.ask<Record<string, { action: Shown | null } & Errors>>(
    text,
    { i: input },
    by.tenant!,
    by,
  )
  if (errors) throw new Error(JSON.stringify(errors))
  return data[name]!
}
const request = (more: object, by = ann()) => {
  const { app } = apps[by.tenant!]!
  return mutate('requestAction', 'RequestActionInput', { app, reason: 'test', ...more }, by)
}
const approve = (id: string, by = bob()) => mutate('approveAction', 'ApproveActionInput', { id }, by)
const suspend = (user: string, more: object = {}, by = ann()) =>
  request({ spec: 'fake/suspend', account: apps[by.tenant!]!.ids[user], ...more }, by)
const revoke = (grant: string) => request({ spec: 'fake/revoke-grant', grant: apps.acme!.ids[grant] })
const stateOf = async (id: string, tenant = 'acme') =>
  (await sql(tenant, 'select state from apps.governance_action where id = $1', [id]))[0]?.state
const ends = (id: string, state: string) => until(async () => (await stateOf(id)) === state)

async function settings(input: object, by = bob()) {
  const text = `mutation ($i: SetGovernanceSettingsInput!) { setGovernanceSettings(input: $i) {
    settings { approvalByHand approvalByPolicy approvalHours approvalBatchSize coolingOffMinutes limitPerPolicy limitByHand changedBy { name } } userErrors { path message } } }`
  const { data } = await world.ask<{ setGovernanceSettings: { settings: object | null } & Errors }>(
    text,
    { i: input },
    by.tenant!,
    by,
  )
  return data.setGovernanceSettings
}

describe('parameters', () => {
  it('that do not fit are refused by their path', async () => {
    const { action, userErrors } = await suspend('u1', { parameters: { note: 7 } })
    expect(action).toBeNull()
    expect(userErrors).toEqual([
      {
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('expected string'),
        path: ['input', 'parameters', 'note'],
      },
    ])
  })
})

describe('an action of another connector', () => {
  /** Apps that another connector reads, with accounts of the same people; by tenant. */
  const elsewhere: Record<string, { app: string; ids: Record<string, string> }> = {}
  const write = (tenant: string, text: string, values: unknown[]) =>
    world.apps.db.write(tenant, tx => tx.query(text, values))
  const connected = async (tenant: string, name: string) => {
    const app = await world.connect(tenant, name)
    const rows = await until(async () => {
      const found = await sql(tenant, 'select id::text, external_id from apps.account where app = $1', [app])
      return found.length === USERS ? found : null
    })
    return { app, ids: Object.fromEntries(rows.map(({ id, external_id: external }) => [external, id!])) }
  }

  beforeAll(async () => {
    for (const tenant of ['acme', 'globex']) {
      elsewhere[tenant] = await connected(tenant, 'Staff')
      await write(tenant, "update apps.app set connector = 'staff' where id = $1", [elsewhere[tenant].app])
    }
  })
  afterAll(async () => {
    for (const [tenant, { app }] of Object.entries(elsewhere))
      await write(tenant, "update apps.app set connector = 'fake', state = 'DISCONNECTED' where id = $1", [app])
  })
  const suspendFrom = (tenant: string, more: object = {}) =>
    suspend('u3', { app: elsewhere[tenant]!.app, account: elsewhere[tenant]!.ids.u3, ...more }, member('ann', tenant))
  const actedOn = async (id: string, tenant: string) =>
    (await sql(tenant, 'select app::text, account::text from apps.governance_action where id = $1', [id]))[0]

  it.each(['acme', 'globex'])('is done to the same person’s account there, of %s alone', async tenant => {
    const { action, userErrors } = await suspendFrom(tenant, { dryRun: true })
    expect(userErrors).toEqual([])
    expect(await actedOn(action!.id, tenant)).toEqual({ app: apps[tenant]!.app, account: apps[tenant]!.ids.u3 })
  })

  it('goes all the way, and is confirmed there', async () => {
    const { action } = await suspendFrom('acme')
    await ends(action!.id, 'SUCCEEDED')
  })

  it('is refused for an account of another tenant, or one that is in another app', async () => {
    const { ids } = elsewhere.globex!
    expect((await suspendFrom('acme', { account: ids.u3 })).userErrors[0]).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect((await suspendFrom('acme', { account: apps.acme!.ids.u3 })).userErrors[0]).toMatchObject({
      code: 'BAD_USER_INPUT',
    })
  })

  it('is refused where the person has no account there, or several', async () => {
    const { u4 } = apps.acme!.ids
    const person = (await sql('acme', 'select person::text from apps.account where id = $1', [u4]))[0]!.person
    await write('acme', 'update apps.account set person = null where id = $1', [u4])
    const none = await suspendFrom('acme', { account: elsewhere.acme!.ids.u4 })
    expect(none.userErrors[0]).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('no account in fake'),
    })
    await write('acme', 'update apps.account set person = $2 where id = any($1)', [[u4, apps.acme!.ids.u5], person])
    const several = await suspendFrom('acme', { account: elsewhere.acme!.ids.u4 })
    expect(several.userErrors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('several') })
  })
})

describe('what Casbah does itself', () => {
  it('is listed apart from the connectors, and belongs to none that could be connected', async () => {
    const { data } = await world.ask(
      '{ ownActions { id target effect undoable connector { slug name } } connectors { slug } }',
    )
    const casbah = {
      target: 'ACCOUNT',
      effect: 'REVERSIBLE',
      undoable: false,
      connector: { slug: 'casbah', name: 'Casbah' },
    }
    expect(data).toMatchObject({
      ownActions: [
        { id: 'casbah/notify-user', ...casbah },
        { id: 'casbah/notify-manager', ...casbah },
      ],
      connectors: expect.not.arrayContaining([{ slug: 'casbah' }]),
    })
  })

  it('is refused without a mail server, and the missing settings are named', async () => {
    const { action, userErrors } = await request({ spec: 'casbah/notify-user', account: apps.acme!.ids.u1 })
    expect(action).toBeNull()
    expect(userErrors[0]?.message).toContain('SMTP_URL and MAIL_FROM are not set')
  })
})

describe('approval by a second person', () => {
  it('is needed for what removes access for good, and not for what can be taken back', async () => {
    const { action } = await revoke('g1')
    expect(action).toMatchObject({
      state: 'AWAITING_APPROVAL',
      approvalReason: 'What removes access or data for good needs a second person when asked for by hand.',
      expiresAt: expect.any(String),
    })
    const hours = (Date.parse(action!.expiresAt!) - Date.now()) / 3_600_000
    expect(Math.round(hours)).toBe(72)
    const direct = await suspend('u2')
    expect(direct.action).toMatchObject({
      state: expect.stringMatching(/QUEUED|RUNNING|CONFIRMING|SUCCEEDED/),
      approvalReason: null,
    })
    await ends(direct.action!.id, 'SUCCEEDED')
    expect(await stateOf(action!.id)).toBe('AWAITING_APPROVAL')
    expect(world.vendor.grants.get('u1')).toHaveLength(2)

    const own = await approve(action!.id, ann())
    expect(own.userErrors[0]).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('second person') })
    const { action: approved, userErrors } = await approve(action!.id)
    expect(userErrors).toEqual([])
    expect(approved).toMatchObject({ approvedBy: { name: 'bob' }, expiresAt: null })
    await ends(action!.id, 'SUCCEEDED')
    expect(world.vendor.grants.get('u1')).toHaveLength(1)
    expect((await approve(action!.id)).userErrors[0]).toMatchObject({ code: 'CONFLICT' })
    const log = await sql(
      'acme',
      'select state, by_whom::json ->> $2 as by from apps.governance_event where action = $1 order by id',
      [action!.id, 'name'],
    )
    expect(log.map(({ state, by }) => `${state} ${by}`)).toEqual([
      'AWAITING_APPROVAL ann',
      'QUEUED bob',
      'RUNNING Casbah',
      'SUCCEEDED Casbah',
    ])
  })

  it('is not given by the same person with a token of his', async () => {
    const text = `mutation ($i: CreateApiTokenInput!) { createApiToken(input: $i) { apiToken { id } userErrors { message } } }`
    const i = {
      name: 'ann’s other hand',
      scopes: ['governance:approve'],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    }
    const { data } = await world.ask<{ createApiToken: { apiToken: { id: string } } }>(text, { i }, 'acme', ann())
    const { id } = data.createApiToken.apiToken
    const { action } = await revoke('g2')
    const hand: Caller = { ...ann(), actor: { kind: 'TOKEN', id, name: 'ann’s other hand', email: null } }
    expect((await approve(action!.id, hand)).userErrors[0]).toMatchObject({ code: 'FORBIDDEN' })
    expect(await stateOf(action!.id)).toBe('AWAITING_APPROVAL')
  })

  it('needs its scope, and is asked of the own tenant alone', async () => {
    const { action } = await revoke('g2')
    const text = 'mutation ($id: ID!) { approveAction(input: { id: $id }) { userErrors { code } } }'
    const weak = member('cy', 'acme', ['apps:read', 'governance:request'])
    const { errors } = await world.ask(text, { id: action!.id }, 'acme', weak)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    const elsewhere = await approve(action!.id, member('bob', 'globex'))
    expect(elsewhere.userErrors[0]).toMatchObject({ code: 'NOT_FOUND' })
    expect(await stateOf(action!.id)).toBe('AWAITING_APPROVAL')
  })

  it('may be refused, with the reason for whoever asked', async () => {
    const { action } = await revoke('g2')
    expect(
      (await mutate('rejectAction', 'RejectActionInput', { id: action!.id, reason: ' ' }, bob())).userErrors[0]?.path,
    ).toEqual(['input', 'reason'])
    const rejected = await mutate('rejectAction', 'RejectActionInput', { id: action!.id, reason: 'Bot is ours' }, bob())
    expect(rejected.action).toMatchObject({
      state: 'REJECTED',
      rejectedBy: { name: 'bob' },
      error: { message: 'bob turned it down: Bot is ours' },
    })
    expect((await approve(action!.id)).userErrors[0]).toMatchObject({ code: 'CONFLICT' })
  })

  it('looks again at what it acts on', async () => {
    const { action } = await revoke('g2')
    const grant = apps.acme!.ids.g2
    await world.apps.db.write('acme', tx =>
      tx.query('update apps.oauth_grant set gone_at = now() where id = $1', [grant]),
    )
    expect((await approve(action!.id)).userErrors[0]).toMatchObject({ code: 'CONFLICT', path: ['input', 'id'] })
    await world.apps.db.write('acme', tx =>
      tx.query('update apps.oauth_grant set gone_at = null where id = $1', [grant]),
    )
    expect(await stateOf(action!.id)).toBe('AWAITING_APPROVAL')
  })

  it('is needed for a protected account, even to suspend it by hand', async () => {
    const protect = 'mutation ($i: UpdateAccountInput!) { updateAccount(input: $i) { userErrors { code } } }'
    const i = { id: apps.acme!.ids.u3, isProtected: true }
    await world.ask(protect, { i })
    const { action } = await suspend('u3')
    expect(action).toMatchObject({ state: 'AWAITING_APPROVAL', approvalReason: expect.stringContaining('protected') })
  })
})

describe('taking back before it is sent', () => {
  it('ends what waits for approval, and not what is done', async () => {
    const { action } = await revoke('g2')
    const cancel = (id: string) => mutate('cancelAction', 'CancelActionInput', { id, reason: 'not needed' }, ann())
    expect((await cancel(action!.id)).action).toMatchObject({ state: 'CANCELLED' })
    const done = await suspend('u4')
    await ends(done.action!.id, 'SUCCEEDED')
    expect((await cancel(done.action!.id)).userErrors[0]).toMatchObject({ code: 'CONFLICT' })
  })
})

describe('settings', () => {
  it('say which effects need a second person, of each tenant by itself', async () => {
    const { settings: kept, userErrors } = await settings({ approvalByHand: ['REVERSIBLE'], approvalHours: 5 })
    expect(userErrors).toEqual([])
    expect(kept).toMatchObject({
      approvalByHand: ['REVERSIBLE'],
      approvalHours: 5,
      limitByHand: 500,
      changedBy: { name: 'bob' },
    })
    expect((await suspend('u5')).action?.state).toBe('AWAITING_APPROVAL')
    expect((await suspend('u5', {}, member('ann', 'globex'))).action?.state).not.toBe('AWAITING_APPROVAL')
    await settings({ approvalByHand: ['DESTRUCTIVE'], approvalHours: 72 })
    expect((await suspend('u5')).action?.state).not.toBe('AWAITING_APPROVAL')
  })

  it('are numbers that make sense', async () => {
    const { settings: kept, userErrors } = await settings({ approvalHours: 0, limitByHand: -1 })
    expect(kept).toBeNull()
    expect(userErrors.map(({ path }) => path![1])).toEqual(['approvalHours', 'limitByHand'])
  })

  it('limit what is asked for by hand; what is over waits and runs when approved within the limit', async () => {
    const [counted] = await sql(
      'acme',
      `select count(*) as n from apps.governance_action where released_at > now() - interval '1 hour'`,
    )
    await settings({ limitByHand: Number(counted!.n) + 1 })
    // It may be on its way already.
    expect((await suspend('u6')).action?.state).not.toBe('AWAITING_APPROVAL')
    const over = (await suspend('u7')).action!
    expect(over).toMatchObject({
      state: 'AWAITING_APPROVAL',
      approvalReason: expect.stringMatching(/limit of \d+ actions an hour/),
    })
    expect((await approve(over.id)).userErrors[0]).toMatchObject({ code: 'RATE_LIMITED' })
    expect(await stateOf(over.id)).toBe('AWAITING_APPROVAL')
    await settings({ limitByHand: 500 })
    expect((await approve(over.id)).userErrors).toEqual([])
    await ends(over.id, 'SUCCEEDED')
  })
})

describe('a batch', () => {
  const BATCH = `batch { id total dryRun counts { state count } skipped { target error { code path } } items(first: 3) { totalCount edges { node { id state batch { id } request } } } } userErrors { code message path }`
  type Answer = {
    batch:
      | (Pick<GovernanceBatch, 'id' | 'total' | 'skipped'> & {
          counts: { state: string; count: number }[]
          items: { totalCount: number; edges: { node: { state: string; request: object | null } }[] }
        })
      | null
  } & Errors
  async function ask(name: string, type: string, input: object, by: Caller): Promise<Answer> {
    const text = `mutation ($i: ${type}!) { ${name}(input: $i) { ${BATCH} } }`
    const { data, errors } = await world.ask<Record<string, Answer>>(text, { i: input }, by.tenant!, by)
    if (errors) throw new Error(JSON.stringify(errors))
    return data[name]!
  }
  const users = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => apps.acme!.ids[`u${from + n}`]!)
  const suspendAll = (targets: string[] | null, more: object = {}) =>
    ask(
      'requestActions',
      'RequestActionsInput',
      { spec: 'fake/suspend', app: apps.acme!.app, targets, reason: 'phished', ...more },
      ann(),
    )
  const counts = async (id: string, by = ann()) => {
    const text = 'query ($id: ID!) { governanceBatch(id: $id) { counts { state count } } }'
    const { data } = await world.ask<{ governanceBatch: { counts: { state: string; count: number }[] } | null }>(
      text,
      { id },
      by.tenant!,
      by,
    )
    return (
      data.governanceBatch && Object.fromEntries(data.governanceBatch.counts.map(({ state, count }) => [state, count]))
    )
  }

  it('acts on each target, leaves out what it cannot act on, and tells how far it is', async () => {
    const before = { ...world.vendor }.suspended.size
    const targets = [...users(8, 10), apps.acme!.ids.u3!, 'nobody', apps.acme!.ids.u8!]
    const { batch, userErrors } = await suspendAll(targets, { idempotencyKey: 'b1' })
    expect(userErrors).toEqual([])
    expect(batch).toMatchObject({ total: 6, items: { totalCount: 3 } })
    expect(batch!.skipped.map(({ target, error }) => [target, error.code, error.path])).toEqual([
      [apps.acme!.ids.u3, 'FORBIDDEN', ['input', 'targets', '3']],
      ['nobody', 'NOT_FOUND', ['input', 'targets', '4']],
      [apps.acme!.ids.u8, 'BAD_USER_INPUT', ['input', 'targets', '5']],
    ])
    await until(async () => (await counts(batch!.id))?.SUCCEEDED === 3)
    expect(world.vendor.suspended.size).toBe(before + 3)
    expect((await suspendAll(targets, { idempotencyKey: 'b1' })).batch?.id).toBe(batch!.id)
    expect(await counts(batch!.id, member('ann', 'globex'))).toBeNull()
  })

  it('acts on all accounts that match a filter, and on nobody for want of a condition', async () => {
    const matching = (accounts: object) => suspendAll(null, { accounts })
    const { batch, userErrors } = await matching({
      email: { in: ['p10@acme.example', 'p11@acme.example', 'p2@acme.example'] },
    })
    expect(userErrors).toEqual([])
    // The third of them is protected.
    expect(batch).toMatchObject({ total: 3, items: { totalCount: 2 }, skipped: [{ error: { code: 'FORBIDDEN' } }] })
    await until(async () => (await counts(batch!.id))?.SUCCEEDED === 2)
    for (const empty of [{}, { and: [{}] }, { and: [] }])
      expect((await matching(empty)).userErrors[0]).toMatchObject({ path: ['input', 'accounts'] })
    expect((await matching({ email: { in: ['nobody@acme.example'] } })).userErrors[0]).toMatchObject({
      code: 'NOT_FOUND',
    })
    const both = await suspendAll(users(4, 5), { accounts: { isAdmin: false } })
    expect(both.userErrors[0]?.message).toContain('one of the two')
  })

  it('of more than ten waits for one second person', async () => {
    const wide = [...users(4, 15), apps.acme!.ids.u2!]
    const { batch } = await suspendAll(wide)
    expect(batch!.counts).toEqual([{ state: 'AWAITING_APPROVAL', count: 13 }])
    const own = await ask('approveActions', 'ApproveActionsInput', { id: batch!.id }, ann())
    expect(own.userErrors[0]).toMatchObject({ code: 'FORBIDDEN' })
    expect(
      (await ask('approveActions', 'ApproveActionsInput', { id: batch!.id }, member('bob', 'globex'))).batch,
    ).toBeNull()
    const { userErrors } = await ask('approveActions', 'ApproveActionsInput', { id: batch!.id }, bob())
    expect(userErrors).toEqual([])
    await until(async () => (await counts(batch!.id))?.SUCCEEDED === 13)
  })

  it('is turned down or taken back as a whole', async () => {
    const end = async (name: string, by: Caller) => {
      const { batch } = await suspendAll([...users(4, 15)])
      await ask(name, 'EndActionsInput', { id: batch!.id, reason: 'no' }, by)
      return counts(batch!.id)
    }
    expect(await end('rejectActions', bob())).toEqual({ REJECTED: 12 })
    expect(await end('cancelActions', ann())).toEqual({ CANCELLED: 12 })
  })

  it('shows what it would send in a dry run, and sends nothing', async () => {
    const { batch } = await suspendAll(users(4, 15), { dryRun: true })
    await until(async () => (await counts(batch!.id))?.SUCCEEDED === 12)
    const text = 'query ($id: ID!) { governanceBatch(id: $id) { items(first: 1) { edges { node { request } } } } }'
    const { data } = await world.ask<{
      governanceBatch: { items: Answer['batch'] extends infer B ? (B & { items: unknown })['items'] : never }
    }>(text, { id: batch!.id })
    expect(JSON.stringify(data)).toContain('/suspend')
    expect(world.vendor.writes).toEqual([])
  })

  it.each<[string, object, string[]]>([
    ['no targets', { targets: [] }, ['input', 'targets']],
    ['too many', { targets: Array.from({ length: 1_001 }, (_, n) => `t${n}`) }, ['input', 'targets']],
    ['parameters that do not fit', { parameters: { note: 1 } }, ['input', 'parameters', 'note']],
    ['an action on the whole app', { spec: 'fake/require-mfa' }, ['input', 'spec']],
    ['no reason', { reason: '' }, ['input', 'reason']],
  ])('is refused for %s', async (_what, more, path) => {
    const { batch, userErrors } = await suspendAll(users(4, 5), more)
    expect(batch).toBeNull()
    expect(userErrors[0]?.path).toEqual(path)
  })
})
