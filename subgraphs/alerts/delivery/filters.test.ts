import { until } from '../testing/open.ts'
import { openDeliveryBed } from './testing/delivery-bed.ts'

const POLICY = `mutation ($i: CreatePolicyInput!) { createPolicy(input: $i) { policy { id version responses { webhook { id name } email action { id } } } userErrors { code message path } } }`
const NOBODY = '00000000-0000-4000-8000-000000000000'

describe('which alerts webhooks are told of', () => {
  let bed: Awaited<ReturnType<typeof openDeliveryBed>>
  beforeAll(async () => (bed = await openDeliveryBed()))
  afterAll(() => bed.close())

  /** Which of these webhooks, by name, were told of a step once it was read for all of them. */
  async function told(tenant: string, seq: number): Promise<string[]> {
    await until(async () => {
      const rows = await bed.feeder.read(tenant, tx =>
        tx.query('select 1 from alerts.webhook where tenant = $1 and position < $2', [tenant, seq]),
      )
      return rows.length === 0
    })
    await until(async () => [...(await bed.deliveries(tenant, ['PENDING'])).values()].every(each => !each.log.length))
    return [...(await bed.deliveries(tenant)).values()]
      .filter(each => each.log.some(({ sequence, state }) => sequence === seq && state === 'DELIVERED'))
      .map(each => each.name)
      .sort()
  }

  it('is said by each field of a filter, and by and, or, not', async () => {
    const tenant = 'fields'
    await bed.feeder.write(tenant, tx =>
      tx.query(
        `insert into alerts.member (tenant, id, name, email, active) values ($1, 'mia', 'Mia', 'mia@acme.example', true)`,
        [tenant],
      ),
    )
    const id = await bed.raise(tenant, 'ann')
    const triaged = await bed.ask(
      tenant,
      `mutation ($i: TriageInput!) { triageAlerts(input: $i) { count userErrors { message } } }`,
      {
        i: {
          ids: [id],
          state: 'RESOLVED',
          classification: 'BENIGN',
          assignee: 'mia',
          comment: 'the quick brown fox',
          addTags: ['vip'],
        },
      },
    )
    expect(triaged.data.triageAlerts).toEqual({ count: 1, userErrors: [] })
    const { data } = await bed.ask(
      tenant,
      `{ alerts { edges { node { severity state classification raisedAt policy { id kind } incident { id } mitre { id } apps { id } accounts { id } ips { address } } } } }`,
    )
    const [{ node: alert }] = data.alerts.edges
    const severity = alert.severity === 'LOW' ? 'HIGH' : 'LOW'
    const later = new Date(Date.parse(alert.raisedAt) + 1).toISOString()
    const cases: [string, object, object][] = [
      ['severity', { severity: [alert.severity] }, { severity: [severity] }],
      ['state', { state: ['RESOLVED'] }, { state: ['OPEN', 'IN_PROGRESS'] }],
      ['classification', { classification: ['BENIGN'] }, { classification: ['TRUE_POSITIVE'] }],
      ['tags', { tags: ['VIP'] }, { tags: ['other'] }],
      ['policy', { policy: [alert.policy.id] }, { policy: [NOBODY] }],
      ['policyKind', { policyKind: [alert.policy.kind] }, { policyKind: ['POSTURE'] }],
      ['app', { app: [alert.apps[0].id] }, { app: ['other'] }],
      ['connector', { connector: ['okta'] }, { connector: ['github'] }],
      ['account', { account: [alert.accounts[0].id] }, { account: ['other'] }],
      ['user', { user: ['ann'] }, { user: ['bob'] }],
      ['resource', { not: { resource: ['r'] } }, { resource: ['r'] }],
      ['ip', { ip: [alert.ips[0].address] }, { ip: ['192.0.2.77'] }],
      ['incident', { incident: [alert.incident.id] }, { incident: [NOBODY] }],
      ['assignee', { assignee: ['mia'] }, { assignee: ['max'] }],
      ['isAssigned', { isAssigned: true }, { isAssigned: false }],
      ['mitre', { mitre: [alert.mitre[0].id] }, { mitre: ['T9999'] }],
      ['isSimulated', { isSimulated: false }, { isSimulated: true }],
      ['raisedAt', { raisedAt: { since: alert.raisedAt, until: later } }, { raisedAt: { since: later } }],
      ['text', { text: 'brown fox' }, { text: 'brown bear' }],
      [
        'and',
        { and: [{ state: ['RESOLVED'] }, { user: ['ann'] }] },
        { and: [{ state: ['RESOLVED'] }, { user: ['bob'] }] },
      ],
      ['or', { or: [{ state: ['OPEN'] }, { user: ['ann'] }] }, { or: [{ state: ['OPEN'] }, { user: ['bob'] }] }],
      ['not', { not: { raisedAt: { since: later } } }, { not: { user: ['ann'] } }],
    ]
    for (const [name, fits, misfits] of cases) {
      await bed.webhook(tenant, `/${name}-yes`, { filter: fits })
      await bed.webhook(tenant, `/${name}-no`, { filter: misfits })
    }
    await bed.webhook(tenant, '/none-named', {})
    await bed.comment(tenant, id, 'now')
    expect(await told(tenant, 3)).toEqual(cases.map(([name]) => `/${name}-yes`).sort())
    // Every field that a filter has is here.
    const { data: schema } = await bed.ask(tenant, `{ __type(name: "AlertFilter") { inputFields { name } } }`)
    expect(schema.__type.inputFields.map((each: { name: string }) => each.name).sort()).toEqual(
      [...cases.map(([name]) => name), 'sla'].sort(),
    )
    const late = await bed.ask(
      tenant,
      `mutation { upsertWebhook(input: { name: "Late", url: "https://x.example", filter: { not: { sla: [MET] } } }) { userErrors { message path } } }`,
    )
    expect(late.data.upsertWebhook.userErrors).toEqual([
      { message: expect.stringContaining('cannot be filtered by `sla`'), path: ['filter'] },
    ])
  })

  it('is not told that an alert no longer matches', async () => {
    const tenant = 'left'
    await bed.webhook(tenant, '/open', { filter: { state: ['OPEN'] } })
    const id = await bed.raise(tenant, 'ann')
    expect(await told(tenant, 1)).toEqual(['/open'])
    await bed.ask(tenant, `mutation ($i: TriageInput!) { triageAlerts(input: $i) { count } }`, {
      i: { ids: [id], state: 'IN_PROGRESS' },
    })
    expect(await told(tenant, 2)).toEqual([])
  })

  it('is said by policies that name them, beside their own filter, until they no longer do', async () => {
    const tenant = 'named'
    const { id: plain } = await bed.webhook(tenant, '/plain', {})
    const { id: filtered } = await bed.webhook(tenant, '/filtered', { filter: { user: ['nobody'] } })
    await bed.webhook(tenant, '/unnamed', {})
    const policy = {
      name: 'Sign-ins',
      kind: 'ACTIVITY',
      definition: { filter: { action: { in: ['user.login'] } } },
      enabled: true,
      responses: [{ webhook: plain }, { webhook: filtered }],
    }
    const { data } = await bed.ask(tenant, POLICY, { i: policy })
    expect(data.createPolicy.userErrors).toEqual([])
    expect(data.createPolicy.policy.responses).toEqual([
      { webhook: { id: plain, name: '/plain' }, email: null, action: null },
      { webhook: { id: filtered, name: '/filtered' }, email: null, action: null },
    ])
    const { id, version } = data.createPolicy.policy
    await bed.raise(tenant, 'ann')
    const alerts = await bed.ask(tenant, `{ alerts { edges { node { id policy { name } } } } }`)
    const names = alerts.data.alerts.edges.map((each: { node: { policy: { name: string } } }) => each.node.policy.name)
    expect(names.length).toBeGreaterThan(1)
    expect(await told(tenant, names.length)).toEqual(expect.any(Array))
    const own = alerts.data.alerts.edges.find((each: any) => each.node.policy.name === 'Sign-ins').node.id // eslint-disable-line typescript/no-explicit-any
    const seen = await bed.deliveries(tenant)
    for (const name of ['/plain', '/filtered'])
      expect(new Set(seen.get(name)!.log.map(each => each.alert!.id))).toEqual(new Set([own]))
    expect(seen.get('/unnamed')!.log).toEqual([])

    const deleted = await bed.ask(
      tenant,
      `mutation ($id: ID!) { deleteWebhook(input: { id: $id }) { id userErrors { code } } }`,
      {
        id: plain,
      },
    )
    expect(deleted.data.deleteWebhook).toEqual({ id: plain, userErrors: [] })
    const after = await bed.ask(
      tenant,
      `query ($id: ID!) { policy(id: $id) { version responses { webhook { id } } changes { kind fields actor { name } } } }`,
      { id },
    )
    expect(after.data.policy).toMatchObject({
      version: version + 1,
      responses: [{ webhook: { id: filtered } }],
      changes: [{ kind: 'CREATED' }, { kind: 'CHANGED', fields: ['responses'], actor: { name: 'Mia' } }],
    })
    expect([...(await bed.deliveries(tenant)).keys()]).toEqual(['/filtered', '/unnamed'])
  })

  it.each<[string, object[], string, string[]]>([
    ['one that nobody has', [{ webhook: NOBODY }], 'NOT_FOUND', ['responses', '0', 'webhook']],
    ['no id', [{ webhook: 'x' }], 'NOT_FOUND', ['responses', '0', 'webhook']],
    ['a mail without a mail server', [{ email: 'a@acme.example' }], 'BAD_USER_INPUT', ['responses', '0', 'email']],
    [
      'two things at once',
      [{ email: 'a@acme.example', webhook: NOBODY }],
      'BAD_USER_INPUT',
      ['responses', '0', 'action'],
    ],
    ['nothing', [{}], 'BAD_USER_INPUT', ['responses', '0', 'action']],
  ])('cannot be said by a policy that names %s', async (_what, responses, code, path) => {
    const policy = {
      name: 'P',
      kind: 'ACTIVITY',
      definition: { filter: { action: { in: ['user.login'] } } },
      responses,
    }
    const { data } = await bed.ask('refused', POLICY, { i: policy })
    expect(data.createPolicy.policy).toBeNull()
    expect(data.createPolicy.userErrors[0]).toMatchObject({ code, path })
  })

  it('cannot be said by a policy of another tenant', async () => {
    const { id } = await bed.webhook('owner', '/owner', {})
    const policy = {
      name: 'P',
      kind: 'ACTIVITY',
      definition: { filter: { action: { in: ['user.login'] } } },
      responses: [{ webhook: id }],
    }
    const { data } = await bed.ask('thief', POLICY, { i: policy })
    expect(data.createPolicy.userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
