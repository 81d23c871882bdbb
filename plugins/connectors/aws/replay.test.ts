import { at, type HttpRequest } from '@casbah/sdk'
import { conformanceOf, createAws, sharedFolder } from '@casbah/testkit'
import { AwsV4Signer } from 'aws4fetch'
import { XMLParser } from 'fast-xml-parser'
import aws from './index.ts'
import { streams } from './streams.ts'

const NOW = Date.parse('2026-03-02T09:00:00Z')
const parser = new XMLParser({ parseTagValue: false, ignoreDeclaration: true, isArray: name => name === 'member' })
const conformance = conformanceOf('aws', sharedFolder())
if (!conformance)
  console.warn('NOT RUN: requests were not judged by the models of AWS, which are absent (CASBAH_SHARED).')

function setUp() {
  let time = NOW
  const person = (login: string, over = {}) => ({
    id: login,
    login,
    email: `${login}@acme.example`,
    name: login,
    status: 'ACTIVE' as const,
    isAdmin: false,
    mfa: true,
    groups: ['developers'],
    ...over,
  })
  const key = { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: 'secret' }
  const vendor = createAws({
    accountId: '123456789012',
    ...key,
    regions: ['us-east-1', 'eu-west-1'],
    now: () => time,
    accounts: [person('ada'), person('bob', { mfa: false })],
    settings: {
      attachedPolicies: { ada: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      accessKeys: [
        { UserName: 'bob', AccessKeyId: 'AKIABOBBOBBOBBOBBOB1', Status: 'Active', CreateDate: '2025-01-01T00:00:00Z' },
      ],
    },
  })
  /** What the host would send and get: signed, and XML parsed to objects. */
  const send = async (request: HttpRequest): Promise<{ status: number; body: unknown }> => {
    time += 1_000
    const form = Object.entries(request.form ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    )
    const signed = await new AwsV4Signer({
      ...key,
      method: request.method ?? 'GET',
      url: withQuery(request),
      headers: request.headers,
      body: request.json ? JSON.stringify(request.json) : request.form && new URLSearchParams(form).toString(),
      service: request.sign!.service,
      region: request.sign!.region,
      datetime: new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, ''),
    }).sign()
    const sent = {
      method: signed.method,
      host: signed.url.host,
      path: signed.url.pathname,
      query: signed.url.searchParams,
      headers: Object.fromEntries(signed.headers),
      body: typeof signed.body === 'string' ? signed.body : '',
    }
    const answer = await vendor.answer(sent)
    expect(conformance?.violations(sent, answer) ?? []).toEqual([])
    const text = String(answer.body)
    return { status: answer.status, body: text.startsWith('<') ? parser.parse(text) : JSON.parse(text) }
  }
  const config = aws.card.config.parse({ accountId: '123456789012', regions: ['us-east-1', 'eu-west-1'] })
  return { vendor, send, config }
}

describe('aws against the emulated account', () => {
  it('the probe succeeds', async () => {
    const { send, config } = setUp()
    expect((await send(aws.card.probe(config))).status).toBe(200)
  })

  it('drains a span of the log page by page and reads every record', async () => {
    const { vendor, send, config } = setUp()
    vendor.emit(
      Array.from({ length: 130 }, (_, index) => ({
        eventID: `e${index}`,
        eventTime: new Date(NOW - 1e6 + index * 1_000).toISOString().replace('.000Z', 'Z'),
        eventName: 'StopLogging',
        eventSource: 'cloudtrail.amazonaws.com',
        userIdentity: { type: 'IAMUser', principalId: 'AIDAADA', userName: 'ada' },
      })),
      'eu-west-1',
    )
    const stream = streams[0]!
    const span = { since: new Date(NOW - 2e6).toISOString(), until: new Date(NOW).toISOString() }
    const found: string[] = []
    let cursor: string | undefined
    do {
      const { body } = await send(stream.request({ config, partition: 'eu-west-1', cursor, ...span }))
      for (const item of at(body, stream.rows) as object[]) {
        const row = stream.row.parse(JSON.parse(String(at(item, stream.unwrap!)))) as { eventID: string }
        found.push(row.eventID)
        expect(stream.toActivities(row)).toMatchObject([
          { vendorAction: 'cloudtrail:StopLogging', actor: { name: 'ada' } },
        ])
      }
      cursor = at(body, 'NextToken') as string | undefined
    } while (cursor)
    expect(found).toEqual(Array.from({ length: 130 }, (_, index) => `e${129 - index}`))
  })

  it('lists accounts with groups, administrators and second factors', async () => {
    const { send, config } = setUp()
    const accounts = new Map<string, object>()
    for (const listing of aws.inventory.accounts) {
      const { status, body } = await send(listing.request({ config }))
      expect(status).toBe(200)
      for (const row of [at(body, listing.rows)].flat()) {
        const account = listing.toAccount(listing.row.parse(row) as never)
        accounts.set(account.externalId, { ...accounts.get(account.externalId), ...account })
      }
    }
    expect([...accounts.values()]).toMatchObject([
      { displayName: 'ada', status: 'ACTIVE', isAdmin: true, mfaEnabled: true, groups: ['developers'] },
      { displayName: 'bob', status: 'ACTIVE', groups: ['developers'] },
    ])
    expect([...accounts.values()][1]).not.toHaveProperty('mfaEnabled')
  })

  it('lists buckets, and asks each for its policy where its region is configured', async () => {
    const { send, config, vendor } = setUp()
    const bucket = (Name: string, BucketRegion: string, IsPublic: boolean | null) => ({
      Name,
      BucketRegion,
      CreationDate: '2025-05-01T00:00:00Z',
      IsPublic,
    })
    vendor.settings.buckets = [
      bucket('open', 'eu-west-1', true),
      bucket('closed', 'us-east-1', false),
      bucket('bare', 'us-east-1', null),
      bucket('far', 'ap-south-1', true),
    ]
    const [buckets, policies] = aws.inventory.resources!
    const first = await send(buckets!.request({ config }))
    const listed = [at(first.body, buckets!.rows)].flat().map(row => buckets!.toResource(buckets!.row.parse(row)))
    expect(listed).toContainEqual({
      externalId: 'open',
      kind: 'BUCKET',
      name: 'eu-west-1/open',
      url: 'https://console.aws.amazon.com/s3/buckets/open',
      modifiedAt: '2025-05-01T00:00:00Z',
    })
    const access: Record<string, unknown> = {}
    for (const { externalId, name } of listed) {
      const parent = { externalId, name }
      const answer = await send(policies!.request({ config, parent }))
      expect([200, ...policies!.answers!]).toContain(answer.status)
      const row = answer.status === 200 ? at(answer.body, policies!.rows) : answer
      access[externalId] = policies!.toResource(policies!.row.parse(row), parent).access?.map(({ to }) => to)
    }
    expect(access).toEqual({ open: ['anyone'], closed: ['organisation'], bare: ['organisation'], far: undefined })
  })

  it('lists buckets page by page', async () => {
    const { send, config, vendor } = setUp()
    vendor.settings.buckets = ['a', 'b', 'c'].map(Name => ({
      Name,
      BucketRegion: 'us-east-1',
      CreationDate: '2025-05-01T00:00:00Z',
      IsPublic: null,
    }))
    const [buckets] = aws.inventory.resources!
    const names: unknown[] = []
    for (let cursor: string | undefined; ;) {
      const request = buckets!.request({ config, ...(cursor && { cursor }) })
      const { body } = await send({ ...request, query: { ...request.query, 'max-buckets': 2 } })
      names.push(...[at(body, buckets!.rows)].flat().map(row => at(row, 'Name')))
      cursor = at(body, 'ListAllMyBucketsResult.ContinuationToken') as string | undefined
      if (!cursor) break
    }
    expect(names).toEqual(['a', 'b', 'c'])
  })

  it('judges what it reads', async () => {
    const { send, config, vendor } = setUp()
    const assess = async () => {
      const read: Record<string, unknown> = {}
      for (const [name, spec] of Object.entries(aws.reads)) {
        const answer = await send(spec.request(config, {}))
        read[name] = answer.status === 200 ? answer.body : answer
      }
      return aws.checks.map(check => check.judge(read).status)
    }
    // Bob's key is over a year old, and he has no second factor.
    expect(await assess()).toEqual(['PASS', 'PARTIAL', 'FAIL', 'PASS', 'PASS'])
    Object.assign(vendor.settings, {
      publicAccessBlock: null,
      trails: [],
      accountSummary: { AccountMFAEnabled: 0, AccountAccessKeysPresent: 1 },
    })
    expect(await assess()).toEqual(['FAIL', 'PARTIAL', 'FAIL', 'FAIL', 'FAIL'])
  })

  it.each([0, 1])('action %i is done, confirmed and taken back', async index => {
    const { send, config, vendor } = setUp()
    const keys = vendor.settings.accessKeys as { UserName: string; AccessKeyId: string }[]
    const accessKeyId = keys.find(key => key.UserName === 'bob')!.AccessKeyId
    const input = { config, target: { externalId: 'AIDABOB', displayName: 'bob' }, parameters: { accessKeyId } }
    const action = aws.actions[index]!
    const confirmed = async () => action.confirm!.judge(await send(action.confirm!.request(input)), input).done
    expect(await confirmed()).toBe(false)
    expect((await send(only(action.request(input)))).status).toBe(200)
    expect(await confirmed()).toBe(true)
    expect((await send(only(action.undo!.request(input)))).status).toBe(200)
    expect(await confirmed()).toBe(false)
  })
})

function withQuery({ url, query = {} }: HttpRequest): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length
    ? `${url}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`
    : url!
}

function only(requests: HttpRequest | HttpRequest[]): HttpRequest {
  return [requests].flat()[0]!
}
