import { gunzipSync } from 'node:zlib'
import { createAws, type AwsOptions } from './aws.ts'
import { readScope, signatureFault } from './aws/sigv4.ts'
import { describedBy, fakeClock, MONDAY, person, readAnswer, requestTo, signedRequest } from './testing.ts'
import type { AwsKey } from './testing.ts'

const KEY = { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: 'secret/with+signs' }
const REGIONS = ['us-east-1', 'eu-west-1']
const TARGET = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101'
const conformance = describedBy('aws')

function setUp({ rows = 0, ...options }: { rows?: number } & Partial<AwsOptions> = {}) {
  const clock = fakeClock()
  const accounts = [person('ada', { isAdmin: true, groups: ['admins'] }), person('bob', { mfa: false })]
  const vendor = createAws({
    accountId: '123456789012',
    ...KEY,
    regions: REGIONS,
    now: clock.now,
    accounts,
    ...options,
  })
  vendor.emit(Array.from({ length: rows }, (_, index) => record(index)))
  const send = async (address: string, service: string, region: string, ask: object, key: AwsKey = KEY) => {
    const request = await signedRequest(key, address, { service, region, now: clock.now(), ...ask })
    const answer = await vendor.answer(request)
    expect(conformance?.violations(request, answer) ?? []).toEqual([])
    return readAnswer(answer)
  }
  const trail = (operation: string, body: object = {}, region = 'us-east-1', key = KEY) =>
    send(
      `https://cloudtrail.${region}.amazonaws.com/`,
      'cloudtrail',
      region,
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGET}.${operation}` },
        body: JSON.stringify(body),
      },
      key,
    )
  const query =
    (service: string, version: string) =>
    (form: Record<string, string>, key = KEY) =>
      send(
        `https://${service}.amazonaws.com/`,
        service,
        'us-east-1',
        {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ ...form, Version: version }).toString(),
        },
        key,
      )
  const s3 = (path: string, ask: object = {}, region = 'us-east-1') =>
    send(`https://s3.${region}.amazonaws.com${path}`, 's3', region, ask)
  const ec2 = (form: Record<string, string>, region = 'us-east-1') =>
    send(`https://ec2.${region}.amazonaws.com/`, 'ec2', region, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...form, Version: '2016-11-15' }).toString(),
    })
  return { clock, vendor, trail, iam: query('iam', '2010-05-08'), sts: query('sts', '2011-06-15'), s3, ec2, send }
}

function record(index: number, awsRegion = 'us-east-1') {
  return {
    eventID: `event-${index}`,
    eventTime: new Date(MONDAY - 86_400_000 + index * 1_000).toISOString().replace('.000Z', 'Z'),
    eventName: 'DescribeInstances',
    eventSource: 'ec2.amazonaws.com',
    awsRegion,
    readOnly: true,
    userIdentity: { type: 'IAMUser', userName: 'ada', accessKeyId: 'AKIAADA' },
  }
}

const eventIds = (body: unknown) => (body as { Events: { EventId: string }[] }).Events.map(each => each.EventId)
const token = (body: unknown) => (body as { NextToken?: string }).NextToken

describe('aws: Signature Version 4', () => {
  const now = Date.parse('2015-08-30T12:36:00Z')
  const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
  const authorization = (service: string, headers: string, signature: string) =>
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/${service}/aws4_request, SignedHeaders=${headers}, Signature=${signature}`
  const published = {
    vanilla: requestTo('https://example.amazonaws.com/', {
      headers: {
        'x-amz-date': '20150830T123600Z',
        authorization: authorization(
          'service',
          'host;x-amz-date',
          '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
        ),
      },
    }),
    listUsers: requestTo('https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'x-amz-date': '20150830T123600Z',
        authorization: authorization(
          'iam',
          'content-type;host;x-amz-date',
          '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
        ),
      },
    }),
  }

  it.each(Object.entries(published))("accepts the vendor's published example %s", (_, request) => {
    const scope = readScope(request)
    expect(scope && signatureFault(request, scope, secret, now)).toBeNull()
  })

  it.each([
    ['another secret', 'x', now, /does not match/],
    ['a clock ten minutes off', secret, now + 600_000, /expired/],
  ])('refuses %s', (_, key, at, fault) => {
    const scope = readScope(published.vanilla)
    expect(scope && signatureFault(published.vanilla, scope, key, at)).toMatch(fault)
  })

  it('refuses a changed body, an unknown key, a wrong secret and no signature', async () => {
    const { vendor, clock, iam, trail } = setUp()
    const ask = { method: 'POST', body: 'Action=ListUsers&Version=2010-05-08', service: 'iam', region: 'us-east-1' }
    const request = await signedRequest(KEY, 'https://iam.amazonaws.com/', { ...ask, now: clock.now() })
    expect((await vendor.answer({ ...request, body: 'Action=GetUser' })).status).toBe(403)
    expect((await vendor.answer({ ...request, headers: {} })).status).toBe(403)
    expect((await iam({ Action: 'ListUsers' }, { ...KEY, secretAccessKey: 'wrong' })).text).toContain(
      'SignatureDoesNotMatch',
    )
    expect((await iam({ Action: 'ListUsers' }, { ...KEY, accessKeyId: 'AKIAOTHER' })).text).toContain(
      'InvalidClientTokenId',
    )
    expect((await trail('LookupEvents', {}, 'us-east-1', { ...KEY, secretAccessKey: 'wrong' })).body).toMatchObject({
      __type: 'InvalidSignatureException',
    })
  })
})

describe('aws: LookupEvents', () => {
  it('pages newest first, 50 at most, to the end', async () => {
    const { trail, clock } = setUp({ rows: 120 })
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const { body } = await trail('LookupEvents', { MaxResults: 50, NextToken })
      found.push(...eventIds(body))
      NextToken = token(body)
      clock.advance(500)
    } while (NextToken)
    expect(found).toEqual(Array.from({ length: 120 }, (_, index) => `event-${119 - index}`))
  })

  it('reads the span asked for, both ends included, and each region by itself', async () => {
    const { trail, vendor, clock } = setUp({ rows: 10 })
    vendor.emit([record(99, 'eu-west-1')])
    const start = MONDAY / 1_000 - 86_400
    const { body } = await trail('LookupEvents', { StartTime: start + 2, EndTime: start + 4 })
    expect(eventIds(body)).toEqual(['event-4', 'event-3', 'event-2'])
    clock.advance(1_000)
    expect(eventIds((await trail('LookupEvents', {}, 'eu-west-1')).body)).toEqual(['event-99'])
    expect([vendor.size(), vendor.size('eu-west-1')]).toEqual([11, 1])
  })

  it('the record comes as a string, times as epoch seconds', async () => {
    const { trail } = setUp({ rows: 1 })
    const { body } = await trail('LookupEvents')
    const event = (body as { Events: Record<string, unknown>[] }).Events[0]
    expect(event).toMatchObject({ EventTime: MONDAY / 1_000 - 86_400, ReadOnly: 'true', Username: 'ada' })
    expect(JSON.parse(String(event?.CloudTrailEvent))).toEqual(record(0))
  })

  it.each([
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [{ StartTime: 2, EndTime: 1 }, 'InvalidTimeRangeException'],
    [{ NextToken: 'invented' }, 'InvalidNextTokenException'],
    [{ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'x' }] }, 'InvalidLookupAttributesException'],
  ])('%j gets 400 %s', async (body, code) => {
    const { trail } = setUp()
    expect(await trail('LookupEvents', body)).toMatchObject({ status: 400, body: { __type: code } })
  })

  it('a token serves only the same parameters', async () => {
    const { trail } = setUp({ rows: 10 })
    const { body } = await trail('LookupEvents', { MaxResults: 5 })
    const other = await trail('LookupEvents', { MaxResults: 6, NextToken: token(body) })
    expect(other.body).toMatchObject({ __type: 'InvalidNextTokenException' })
  })

  it('two requests a second in each region; then 400 ThrottlingException', async () => {
    const { trail, clock } = setUp()
    const statuses = [await trail('LookupEvents'), await trail('LookupEvents'), await trail('LookupEvents')]
    expect(statuses).toMatchObject([
      { status: 200 },
      { status: 200 },
      { status: 400, body: { __type: 'ThrottlingException' } },
    ])
    expect((await trail('LookupEvents', {}, 'eu-west-1')).status).toBe(200)
    clock.advance(500)
    expect((await trail('LookupEvents')).status).toBe(200)
  })
})

describe('aws: the other services fit their models', () => {
  it.each([
    [{ Action: 'ListUsers' }, /<UserName>ada<\/UserName>.*<UserName>bob/s],
    [{ Action: 'ListUsers', MaxItems: '1' }, /<IsTruncated>true.*<Marker>/s],
    [{ Action: 'GetUser', UserName: 'ada' }, /<UserName>ada/],
    [{ Action: 'GetUser', UserName: 'nobody' }, /NoSuchEntity/],
    [{ Action: 'GetAccountAuthorizationDetails', 'Filter.member.1': 'User' }, /<GroupList><member>admins/],
    [{ Action: 'ListVirtualMFADevices', AssignmentStatus: 'Assigned' }, /mfa\/ada/],
    [{ Action: 'ListAccessKeys', UserName: 'ada' }, /<Status>Active/],
    [{ Action: 'ListAttachedUserPolicies', UserName: 'ada' }, /<PolicyName>AdministratorAccess/],
    [{ Action: 'GetAccountSummary' }, /<key>AccountMFAEnabled<\/key><value>1/],
    [{ Action: 'GetAccountPasswordPolicy' }, /<MinimumPasswordLength>14/],
    [{ Action: 'GenerateCredentialReport' }, /<State>COMPLETE/],
    [{ Action: 'GetCredentialReport' }, /<Content>[A-Za-z0-9+/=]+</],
  ])('%j', async (form, expected) => {
    const { iam } = setUp()
    expect((await iam(form)).text).toMatch(expected)
  })

  it('sts tells who asks', async () => {
    const { sts } = setUp()
    expect((await sts({ Action: 'GetCallerIdentity' })).text).toContain('<Account>123456789012</Account>')
  })

  it('trails, and whether they log', async () => {
    const { trail } = setUp()
    const { body } = await trail('DescribeTrails', { includeShadowTrails: true }, 'eu-west-1')
    expect(body).toMatchObject({ trailList: [{ Name: 'management-events', IsMultiRegionTrail: true }] })
    expect((await trail('GetTrailStatus', { Name: 'management-events' })).body).toMatchObject({ IsLogging: true })
    expect((await trail('GetTrailStatus', { Name: 'none' })).status).toBe(400)
  })

  it('the account-wide public access block, set and not set', async () => {
    const { send, vendor } = setUp()
    const read = () =>
      send(
        'https://123456789012.s3-control.us-east-1.amazonaws.com/v20180820/configuration/publicAccessBlock',
        's3',
        'us-east-1',
        {
          headers: { 'x-amz-account-id': '123456789012' },
        },
      )
    expect(await read()).toMatchObject({ status: 200, text: expect.stringContaining('<BlockPublicAcls>true') })
    vendor.settings.publicAccessBlock = null
    expect(await read()).toMatchObject({ status: 404, text: expect.stringContaining('NoSuchPublicAccessBlock') })
  })

  it('keys and policies change, and the log says so', async () => {
    const { iam, vendor, trail } = setUp()
    const key = (await iam({ Action: 'ListAccessKeys', UserName: 'bob' })).text.match(/AKIA\w+/)?.[0] ?? ''
    await iam({ Action: 'UpdateAccessKey', UserName: 'bob', AccessKeyId: key, Status: 'Inactive' })
    expect((await iam({ Action: 'ListAccessKeys', UserName: 'bob' })).text).toContain('<Status>Inactive')
    const policy = { UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }
    await iam({ Action: 'AttachUserPolicy', ...policy })
    expect((await iam({ Action: 'ListAttachedUserPolicies', UserName: 'bob' })).text).toContain('AWSDenyAll')
    await iam({ Action: 'DetachUserPolicy', ...policy })
    expect((await iam({ Action: 'DetachUserPolicy', ...policy })).text).toContain('NoSuchEntity')
    expect(vendor.size('us-east-1')).toBe(3)
    const { body } = await trail('LookupEvents')
    expect((body as { Events: { EventName: string }[] }).Events.map(each => each.EventName).toSorted()).toEqual([
      'AttachUserPolicy',
      'DetachUserPolicy',
      'UpdateAccessKey',
    ])
  })
})

describe('aws: files of a trail', () => {
  const data = (index: number, over: object = {}) => ({
    ...record(index),
    managementEvent: false,
    eventCategory: 'Data',
    ...over,
  })
  const keysIn = (text: string) => [...text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key as string)

  it('hold data events, which the event history never has', async () => {
    const { vendor, trail, s3 } = setUp({ logBucket: { name: 'trail' } })
    vendor.emit([record(1), data(2)])
    expect(eventIds((await trail('LookupEvents')).body)).toEqual(['event-1'])
    const [key = ''] = keysIn((await s3('/trail?list-type=2')).text)
    expect(key).toMatch(
      /^AWSLogs\/123456789012\/CloudTrail\/us-east-1\/2026\/03\/01\/123456789012_CloudTrail_us-east-1_20260301T0905Z_\w{16}\.json\.gz$/,
    )
    const request = await signedRequest(KEY, `https://s3.us-east-1.amazonaws.com/trail/${key}`, {
      service: 's3',
      region: 'us-east-1',
      now: MONDAY,
    })
    const answer = await vendor.answer(request)
    expect(conformance?.violations(request, answer) ?? []).toEqual([])
    const { Records } = JSON.parse(gunzipSync(answer.body as Uint8Array).toString()) as { Records: unknown[] }
    expect(Records).toEqual([record(1), data(2)])
    expect(vendor.size()).toBe(2)
  })

  it('hold data events alone where the trail is set so', async () => {
    const { vendor, s3 } = setUp({ logBucket: { name: 'trail', management: false } })
    vendor.emit([record(1)])
    expect(keysIn((await s3('/trail?list-type=2')).text)).toEqual([])
  })

  it('are listed in the order of their keys, page by page, from a name on and below a folder', async () => {
    const { vendor, s3 } = setUp({ logBucket: { name: 'trail' }, pageRows: 2 })
    vendor.emit([0, 1, 2].map(index => data(index, { eventTime: new Date(MONDAY + index * 600_000).toISOString() })))
    vendor.emit([data(3)], 'eu-west-1')
    const first = (await s3('/trail?list-type=2&prefix=AWSLogs/123456789012/CloudTrail/us-east-1/')).text
    const next = /<NextContinuationToken>([^<]+)/.exec(first)?.[1] ?? ''
    const prefix = 'prefix=AWSLogs/123456789012/CloudTrail/us-east-1/'
    const second = (await s3(`/trail?list-type=2&${prefix}&continuation-token=${next}`)).text
    const keys = [...keysIn(first), ...keysIn(second)]
    expect(keys).toHaveLength(3)
    expect(keys).toEqual(keys.toSorted())
    expect(second).toContain('<IsTruncated>false')
    const behind = (await s3(`/trail?list-type=2&${prefix}&start-after=${keys[1]}`)).text
    expect(keysIn(behind)).toEqual(keys.slice(2))
  })

  it('lie in the home region, and one that is not there is 404', async () => {
    const { s3 } = setUp({ logBucket: { name: 'trail' } })
    expect((await s3('/trail?list-type=2', {}, 'eu-west-1')).status).toBe(301)
    expect((await s3('/trail/AWSLogs/none')).text).toContain('NoSuchKey')
  })
})

describe('aws: buckets', () => {
  const bucket = '/cloudtrail-123456789012'

  it('take settings with a checksum alone', async () => {
    const { s3 } = setUp()
    const answer = await s3(`${bucket}?policy`, { method: 'PUT', body: '{"Statement":[{}]}' })
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('InvalidRequest') })
  })

  it('answer in their own region, and not at all where their policy says so', async () => {
    const { s3, vendor } = setUp()
    expect((await s3(`${bucket}?policyStatus`, {}, 'eu-west-1')).text).toContain('PermanentRedirect')
    expect((await s3(`${bucket}?publicAccessBlock`)).text).toContain('NoSuchPublicAccessBlockConfiguration')
    expect((await s3(`${bucket}?policy`)).body).toMatchObject({ Statement: [{ Sid: 'tls-only' }] })
    ;(vendor.settings.buckets as { isClosed?: boolean }[])[0]!.isClosed = true
    expect(await s3(`${bucket}?policy`)).toMatchObject({ status: 403, text: expect.stringContaining('AccessDenied') })
  })
})

describe('aws: regions', () => {
  it('are named by the configuration, or left for the account to tell', () => {
    expect(setUp().vendor.config).toHaveProperty('regions', REGIONS)
    expect(setUp({ findsRegions: true }).vendor.config).not.toHaveProperty('regions')
  })

  it('are those that the account has enabled, of them the ones asked for', async () => {
    const { ec2, vendor } = setUp()
    vendor.settings.enabledRegions = ['us-east-1', 'eu-west-1', 'me-south-1']
    const all = (await ec2({ Action: 'DescribeRegions' })).text
    expect(all.match(/<regionName>/g)).toHaveLength(3)
    expect(all.match(/<optInStatus>[^<]+/g)).toEqual([
      ...Array.from({ length: 2 }, () => '<optInStatus>opt-in-not-required'),
      '<optInStatus>opted-in',
    ])
    const filter = { 'Filter.1.Name': 'region-name', 'Filter.1.Value.1': 'eu-west-1', 'Filter.1.Value.2': 'af-south-1' }
    const { text } = await ec2({ Action: 'DescribeRegions', ...filter })
    expect(text.match(/<regionName>[^<]+/g)).toEqual(['<regionName>eu-west-1'])
  })

  // The cut of EC2's model has no operations of instances, that of IAM no GetRolePolicy; nothing holds their answers against it.
  it('machines stop and start, and policies of roles are shown, though no model describes it', async () => {
    const { ec2, iam } = setUp()
    const instance = { 'InstanceId.1': 'i-000000002' }
    expect((await ec2({ Action: 'StopInstances', ...instance }, 'eu-west-1')).text).toContain('<name>stopped')
    expect((await ec2({ Action: 'DescribeInstances', ...instance }, 'eu-west-1')).text).toContain('<name>stopped')
    expect((await ec2({ Action: 'StartInstances', ...instance }, 'us-east-1')).text).toContain('NotFound')
    const policy = { RoleName: 'deploy', PolicyName: 'p' }
    expect((await iam({ Action: 'GetRolePolicy', ...policy })).status).toBe(404)
    await iam({ Action: 'PutRolePolicy', ...policy, PolicyDocument: '{"Statement":[]}' })
    expect((await iam({ Action: 'GetRolePolicy', ...policy })).text).toContain('<PolicyName>p')
  })

  it('without Security Hub answer 401, which is about no credentials', async () => {
    const { send, vendor } = setUp()
    const ask = () => send('https://securityhub.eu-west-1.amazonaws.com/accounts', 'securityhub', 'eu-west-1', {})
    expect((await ask()).status).toBe(200)
    ;(vendor.settings.regional as Record<string, { hub: boolean }>)['eu-west-1']!.hub = false
    expect(await ask()).toMatchObject({ status: 401, body: { __type: 'InvalidAccessException' } })
  })
})
