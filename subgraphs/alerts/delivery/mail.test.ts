import { SmtpServer } from '@casbah/kit/testing'
import { guessing, minute } from '../testing/activity.ts'
import { until } from '../testing/open.ts'
import { MAILS_PER_HOUR } from './mail-guard.ts'
import { openDeliveryBed } from './testing/delivery-bed.ts'

const POLICY = `mutation ($i: CreatePolicyInput!) { createPolicy(input: $i) { policy { id responses { email } } userErrors { code message path } } }`
const MAILS = `{ mailDeliveries(first: 500) { totalCount edges { node { id email state attempts summarizedIn lastError { code message } nextAttemptAt alert { id title } } } } }`
const HOUR = 3_600_000

interface MailRow {
  id: string
  email: string
  state: string
  attempts: number
  summarizedIn: string | null
  lastError: { message: string } | null
  nextAttemptAt: string | null
  alert: { id: string; title: string }
}

describe('mails of policies', () => {
  const server = new SmtpServer()
  const mail: { url?: string | undefined; from?: string | undefined } = { from: 'Casbah <casbah@acme.example>' }
  let bed: Awaited<ReturnType<typeof openDeliveryBed>>
  let tenants = 0
  let tenant: string
  beforeAll(async () => {
    mail.url = `smtp://casbah:mail-secret@127.0.0.1:${await server.listen()}`
    bed = await openDeliveryBed({ mail, publicUrl: () => 'https://casbah.acme.example' })
  })
  beforeEach(() => {
    tenant = `mail-${tenants++}`
    bed.clock.now = minute(5)
    server.manner = 'takes'
    server.taken.length = 0
    server.recipients.length = 0
  })
  afterAll(async () => {
    await bed.close()
    await server.close()
  })

  const create = async (responses: object[]) => {
    const definition = { filter: { action: { in: ['user.login'] }, outcome: ['SUCCESS'] } }
    const i = { name: 'Sign-ins', kind: 'ACTIVITY', severity: 'HIGH', definition, enabled: true, responses }
    return (await bed.ask(tenant, POLICY, { i })).data.createPolicy
  }
  const raise = (person: string, parts: object = {}) =>
    bed.feed(tenant, guessing(person, minute(0), { userId: person, accountId: person, ...parts }))
  const mails = async (of = tenant): Promise<MailRow[]> => {
    const { data, errors } = await bed.ask(of, MAILS)
    if (errors) throw new Error(JSON.stringify(errors))
    return data.mailDeliveries.edges.map((each: { node: MailRow }) => each.node)
  }
  const text = (n = 0) => server.taken[n]!.replace(/=\n/g, '').replace(/=3D/g, '=')

  it('tell that an alert was raised, once for each address, and nothing of its changes', async () => {
    const { userErrors, policy } = await create([{ email: 'SOC@acme.example' }, { email: 'boss@acme.example' }])
    expect(userErrors).toEqual([])
    expect(policy.responses).toEqual([{ email: 'soc@acme.example' }, { email: 'boss@acme.example' }])
    await raise('ann')
    await until(async () => (await mails()).every(each => each.state === 'DELIVERED') && server.taken.length === 2)
    expect([...server.recipients].sort()).toEqual(['boss@acme.example', 'soc@acme.example'])
    const [{ alert } = { alert: null }] = await mails()
    for (const part of [
      'From: Casbah <casbah@acme.example>',
      'Subject: [HIGH]',
      'Policy: Sign-ins',
      `https://casbah.acme.example/#alert=${alert!.id}`,
    ])
      expect(text()).toContain(part)
    expect(text()).not.toContain('mail-secret')
    await bed.comment(tenant, alert!.id, 'one')
    await raise('ann')
    expect(await mails()).toHaveLength(2)
    expect(server.taken).toHaveLength(2)
  })

  it('say that an attack was simulated', async () => {
    await create([{ email: 'soc@acme.example' }])
    await raise('ann', { isSimulated: true })
    await until(() => server.taken.length === 1)
    expect(text()).toContain('[simulated]')
  })

  it('of two tenants do not cross', async () => {
    await create([{ email: 'soc@acme.example' }])
    await raise('ann')
    await until(() => server.taken.length === 1)
    await bed.raise(`${tenant}-other`, 'bob')
    expect(await mails(`${tenant}-other`)).toEqual([])
    expect(server.taken).toHaveLength(1)
  })

  it('wait for a mail server that has no time, and give up on one that refuses', async () => {
    server.manner = 'has no time'
    await create([{ email: 'soc@acme.example' }])
    await raise('ann')
    await until(async () => (await mails())[0]?.attempts === 1)
    const [waiting] = await mails()
    expect(waiting).toMatchObject({ state: 'PENDING', lastError: { message: expect.stringContaining('cannot take') } })
    expect(Date.parse(waiting!.nextAttemptAt!) - bed.clock.now).toBe(5_000)
    server.manner = 'refuses the address'
    bed.clock.now += 5_000
    await until(async () => (await mails())[0]?.state === 'DEAD')
    expect((await mails())[0]).toMatchObject({ attempts: 2, lastError: { code: 'NOT_DELIVERED' } })
    expect(JSON.stringify(await mails())).not.toContain('mail-secret')
  })

  it('are never sent twice when the server broke off over one', async () => {
    server.manner = 'takes and breaks off'
    await create([{ email: 'soc@acme.example' }])
    await raise('ann')
    await until(async () => (await mails())[0]?.state === 'DEAD')
    server.manner = 'takes'
    bed.clock.now += 24 * HOUR
    await raise('bob')
    await until(() => server.taken.length === 2)
    expect(text(1)).toContain((await mails())[0]!.alert.id)
    expect((await mails()).map(each => each.state)).toEqual(['DELIVERED', 'DEAD'])
  })

  it('are few an hour for an address; what comes beyond is told of in one', async () => {
    await create([{ email: 'soc@acme.example' }])
    for (let n = 0; n < MAILS_PER_HOUR + 5; n++) await raise(`person-${n}`)
    await until(async () => (await mails()).filter(each => each.state === 'DELIVERED').length === MAILS_PER_HOUR)
    await until(async () =>
      (await mails()).every(
        each => each.state === 'DELIVERED' || Date.parse(each.nextAttemptAt!) === bed.clock.now + HOUR,
      ),
    )
    expect(server.taken).toHaveLength(MAILS_PER_HOUR)
    bed.clock.now += HOUR
    await until(async () => (await mails()).every(each => each.state === 'DELIVERED'))
    expect(server.taken).toHaveLength(MAILS_PER_HOUR + 1)
    expect(text(MAILS_PER_HOUR)).toContain('5 more alerts')
    const told = (await mails()).filter(each => each.summarizedIn !== null)
    expect(told).toHaveLength(4)
    for (const { alert } of told) expect(text(MAILS_PER_HOUR)).toContain(alert.id)
    // The summary is one of the next hour's mails; then each goes out by itself again.
    await raise('late')
    await until(() => server.taken.length === MAILS_PER_HOUR + 2)
  })

  it.each<[string, object[], RegExp]>([
    ['no address', [{ email: 'soc' }], /one e-mail address/],
    ['two addresses', [{ email: 'a@acme.example, b@acme.example' }], /one e-mail address/],
    ['a header', [{ email: 'a@acme.example\r\nBcc: b@else.example' }], /one e-mail address/],
    ['the same twice', [{ email: 'a@acme.example' }, { email: 'A@acme.example' }], /there twice/],
  ])('are refused for %s', async (_what, responses, message) => {
    const { userErrors } = await create(responses)
    expect(userErrors[0].message).toMatch(message)
  })

  it('need a mail server, and say what is missing', async () => {
    const kept = { ...mail }
    mail.url = undefined
    const { userErrors } = await create([{ email: 'soc@acme.example' }])
    Object.assign(mail, kept)
    expect(userErrors[0].message).toContain('SMTP_URL is not set. Set what is missing for the alerts service')
  })
})
