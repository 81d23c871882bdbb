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
      url: request.url!,
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

function only(requests: HttpRequest | HttpRequest[]): HttpRequest {
  return [requests].flat()[0]!
}
