import { FakeClock } from '@casbah/host/testing'
import type { MailSettings } from '@casbah/kit'
import { SmtpServer, type Manner } from '@casbah/kit/testing'
import { packageFolder } from '../../testing/apps-world.ts'
import { ANN, openGovernanceBed, type GovernanceBed } from '../../testing/governance-bed.ts'

// Writing to the person and to the manager is an action like any other: shown, sent, and never said to be sent when it was not.

const clock = new FakeClock(Date.now())
const server = new SmtpServer()
const settings: MailSettings = { from: 'Casbah <casbah@acme.example>' }

let bed: GovernanceBed
let app: string
let ids: Record<string, string>
let port: number
beforeAll(async () => {
  port = await server.listen()
  settings.url = `smtp://casbah:mail-secret@127.0.0.1:${port}`
  bed = await openGovernanceBed({ connectorFolders: [await packageFolder('fake')], clock, mail: settings })
  const given = {
    connector: 'fake',
    config: { domain: 'acme.fake.example' },
    authKind: 'token',
    credentials: { token: 't' },
    accounts: [
      { externalId: 'ada', email: 'ada@acme.example', name: 'Ada' },
      { externalId: 'bot', name: 'Bot' },
      { externalId: 'glass', email: 'glass@acme.example', isProtected: true },
    ],
  }
  ;({ app, ids } = await bed.connect('acme', given))
}, 60_000)
afterAll(async () => {
  await bed?.close()
  await server.close()
})
beforeEach(() => {
  server.manner = 'takes'
  server.taken.length = 0
  server.recipients.length = 0
})

const asking = (spec: string, parameters: object = {}, account = 'ada', more: object = {}) => ({
  spec: `casbah/${spec}`,
  app,
  account: ids[account]!,
  reason: 'Many failed sign-ins from two countries',
  parameters,
  ...more,
})
const ask = async (...given: Parameters<typeof asking>) => bed.service.request('acme', asking(...given), ANN)
const text = () => server.taken[0]!.replace(/=\n/g, '').replace(/=E2=80=99/g, '’')

/** Turns until it rests or `turns` are over. */
async function rest(id: string, turns = 4) {
  for (let turn = 0; turn < turns; turn++) {
    await bed.turn()
    clock.time = Math.max(clock.time + 1_000, Math.min((await bed.action('acme', id)).nextAt, clock.time + 3_600_000))
  }
  return bed.action('acme', id)
}

describe('a mail', () => {
  it('tells the person what happened, where and why', async () => {
    const alert = '00000000-0000-4000-8000-00000000000a'
    const suspended = await bed.request('acme', {
      spec: 'fake/require-mfa',
      app,
      reason: 'r',
      parameters: {},
    })
    await bed.db.write('acme', tx =>
      tx.query(
        `update apps.governance_action set state = 'SUCCEEDED', alert = $2, account = $3, spec = 'fake/suspend' where id = $1`,
        [suspended, alert, ids.ada],
      ),
    )
    const { id } = await ask('notify-user', { message: 'Call us on 12 34.' }, 'ada', { alert })
    const action = await rest(id!)
    expect(action).toMatchObject({
      state: 'SUCCEEDED',
      result: 'The mail server took the message to ada@acme.example.',
      undoable: false,
      log: ['QUEUED', 'RUNNING', 'SUCCEEDED'],
    })
    expect(server.recipients).toEqual(['ada@acme.example'])
    expect(server.taken).toHaveLength(1)
    for (const part of [
      'From: Casbah <casbah@acme.example>',
      'Subject: About your account in fake',
      'your account ada@acme.example in fake',
      'Many failed sign-ins from two countries',
      '- Suspend: done',
      'Call us on 12 34.',
    ])
      expect(text()).toContain(part)
    expect(text()).not.toContain('mail-secret')
  })

  it('reaches the manager at the address given, in the organisation alone', async () => {
    await bed.db.write('acme', tx =>
      tx.query(`insert into apps.own_domains (tenant, names) values ('acme', '["acme.example"]')`),
    )
    const { id } = await ask('notify-manager', { address: 'Boss@acme.example' })
    expect(await rest(id!)).toMatchObject({ state: 'SUCCEEDED' })
    expect(server.recipients).toEqual(['boss@acme.example'])
    expect(text()).toContain('the account ada@acme.example in fake')
    const outside = await ask('notify-manager', { address: 'boss@else.example' })
    expect(outside.userErrors[0]?.message).toContain('no domain of the organisation')
  })

  it('is shown whole in a dry run, and not sent', async () => {
    const { id } = await ask('notify-user', {}, 'ada', { dryRun: true })
    const [row] = await bed.db.read('acme', tx =>
      tx.query<{ request: Record<string, string>; state: string }>(
        'select request, state from apps.governance_action where tenant = $1 and id = $2',
        ['acme', id],
      ),
    )
    expect(row).toMatchObject({ state: 'SUCCEEDED', request: { method: 'MAIL', to: 'ada@acme.example' } })
    expect(JSON.stringify(row)).not.toContain('mail-secret')
    expect(server.taken).toEqual([])
  })

  it.each<[string, Parameters<typeof asking>, RegExp, string[]]>([
    [
      'a manager that nobody knows',
      ['notify-manager'],
      /does not tell who the manager of ada@acme.example is. Give the parameter `address`/,
      ['input', 'parameters'],
    ],
    [
      'a person without an address',
      ['notify-user', {}, 'bot'],
      /does not tell an e-mail address of Bot/,
      ['input', 'parameters'],
    ],
    [
      'no address at all',
      ['notify-manager', { address: 'boss' }],
      /Give an e-mail address/,
      ['input', 'parameters', 'address'],
    ],
    ['parameters that it does not know', ['notify-user', { cc: 'x' }], /Unrecognized key/, ['input', 'parameters']],
  ])('is refused for %s', async (_what, given, message, path) => {
    const { id, userErrors } = await ask(...given)
    expect(id).toBeNull()
    expect(userErrors[0]).toMatchObject({ message: expect.stringMatching(message), path })
  })

  it.each<[string, MailSettings]>([
    ['SMTP_URL', { url: undefined }],
    ['MAIL_FROM', { from: undefined }],
    ['SMTP_URL and MAIL_FROM', { url: undefined, from: undefined }],
  ])('says that %s is missing', async (name, change) => {
    const kept = { ...settings }
    Object.assign(settings, change)
    try {
      const { userErrors } = await ask('notify-user')
      expect(userErrors[0]?.message).toContain(`since ${name} `)
    } finally {
      Object.assign(settings, kept)
    }
  })

  it('goes to a protected account, too, when a policy asks: nothing is done to it', async () => {
    const account = ids.glass!
    const wanted = {
      ...asking('notify-user'),
      account,
      policy: 'p',
      alert: null,
      parameters: {},
      dryRun: false,
      notBefore: 0,
    }
    await bed.db.write('acme', tx => bed.service.respond(tx, wanted, '00000000-0000-4000-8000-00000000000b'))
    expect(await rest('00000000-0000-4000-8000-00000000000b')).toMatchObject({ state: 'SUCCEEDED' })
    expect(server.recipients).toEqual(['glass@acme.example'])
  })

  it('of another tenant finds no account here', async () => {
    const { userErrors } = await bed.service.request('globex', asking('notify-user'), ANN)
    expect(userErrors[0]).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a mail server that', () => {
  // What it took is sent; what it broke off over nobody knows, and it is never sent again.
  it.each<[Manner, string, number]>([
    ['refuses the address', 'FAILED', 0],
    ['refuses the password', 'FAILED', 0],
    ['has no time', 'QUEUED', 0],
    ['breaks off', 'UNKNOWN', 0],
    ['takes and breaks off', 'UNKNOWN', 1],
  ])('%s leaves it %s', async (manner, state, taken) => {
    server.manner = manner
    const { id } = await ask('notify-user')
    const action = await rest(id!)
    expect(action.state).toBe(state)
    expect(action.error?.message).toBeTruthy()
    expect(JSON.stringify(action)).not.toContain('mail-secret')
    expect(server.taken).toHaveLength(taken)
    server.manner = 'takes'
    const after = await rest(id!, 6)
    expect(after.state).toBe(state === 'QUEUED' ? 'SUCCEEDED' : state)
    expect(server.taken).toHaveLength(state === 'QUEUED' ? 1 : taken)
  })

  it('takes its time to let us in leaves time to take it back', async () => {
    const { id } = await ask('notify-user')
    server.meanwhile = () => bed.approvals.cancel('acme', { id: id! }, 'not needed', ANN)
    const action = await rest(id!)
    server.meanwhile = () => Promise.resolve()
    expect(action).toMatchObject({ state: 'CANCELLED', log: ['QUEUED', 'CANCELLED'] })
    expect(server.taken).toEqual([])
  })

  it('is away for an hour delays it', async () => {
    const kept = settings.url
    settings.url = 'smtp://127.0.0.1:1'
    const { id } = await ask('notify-user')
    const until = clock.time + 3_600_000
    while (clock.time < until) expect(await rest(id!, 1)).toMatchObject({ state: 'QUEUED' })
    settings.url = kept
    expect(await rest(id!, 2)).toMatchObject({ state: 'SUCCEEDED' })
  })
})
