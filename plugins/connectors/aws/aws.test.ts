import { judgeCheck } from '@casbah/testkit'
import aws from './index.ts'
import { vendorAction } from './activity.ts'
import { streams } from './streams.ts'
import type { ActivityDraft, ExportAnswer, ExportedStream, ExportStep, PolledStream, Resume } from '@casbah/sdk'
import { stamp } from './objects.ts'
import { letsAnyoneIn, statementsOf } from './policy.ts'

const stream = streams[0] as PolledStream
const objects = streams[1] as ExportedStream
const config = { accountId: '123456789012', regions: ['us-east-1', 'eu-west-1'], trail: 'management-events' }

/** The activity of a record, which the row schema must accept. */
function read(record: object): ActivityDraft {
  return stream.toActivities(stream.row.parse(record))[0]!
}

const ada = {
  type: 'IAMUser',
  principalId: 'AIDAADAADAADAADAADAAD',
  arn: 'arn:aws:iam::123456789012:user/ada',
  accountId: '123456789012',
  accessKeyId: 'AKIAADAADAADAADAADA1',
  userName: 'ada',
}
const event = (service: string, eventName: string, over: object = {}) => ({
  eventID: 'e1',
  eventTime: '2026-03-02T09:00:00Z',
  eventSource: `${service}.amazonaws.com`,
  eventName,
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.15',
  userIdentity: ada,
  requestParameters: null,
  responseElements: null,
  ...over,
})

describe('aws: meaning of operations', () => {
  it.each([
    ['signin', 'ConsoleLogin', 'user.login', 3002, 1],
    ['iam', 'CreateUser', 'user.create', 3001, 1],
    ['iam', 'CreateAccessKey', 'key.create', 6003, 1],
    ['iam', 'DeleteAccessKey', 'key.delete', 6003, 4],
    ['iam', 'AttachUserPolicy', 'role.grant', 3001, 7],
    ['iam', 'DeactivateMFADevice', 'mfa.disable', 3001, 11],
    ['sts', 'AssumeRole', 'role.assume', 6003, 1],
    ['cloudtrail', 'StopLogging', 'logging.disable', 6003, 4],
    ['cloudtrail', 'DeleteTrail', 'logging.disable', 6003, 4],
    ['cloudtrail', 'UpdateTrail', 'logging.update', 6003, 3],
    ['cloudtrail', 'PutEventSelectors', 'logging.update', 6003, 3],
    ['guardduty', 'DeleteDetector', 'threat_detection.disable', 6003, 4],
    ['s3', 'PutBucketPolicy', 'bucket.policy', 6003, 3],
    ['s3', 'GetObject', 'file.download', 6003, 2],
    ['ec2', 'RunInstances', 'vm.create', 6003, 1],
    ['ec2', 'TerminateInstances', 'vm.delete', 6003, 4],
    ['ec2', 'AuthorizeSecurityGroupIngress', 'network.open', 6003, 1],
    ['secretsmanager', 'GetSecretValue', 'secret.access', 6003, 2],
    ['lambda', 'UpdateFunctionCode20150331v2', 'function.update', 6003, 3],
    ['cloudfront', 'CreateFunction2020_05_31', 'resource.create', 6003, 1],
    ['ec2', 'DescribeInstances', 'resource.read', 6003, 2],
  ])('%s %s is %s', (service, name, action, classUid, activityId) => {
    const key = vendorAction(stream.row.parse(event(service, name)) as never)
    expect(aws.vocabulary[key]).toEqual([action, classUid, activityId])
  })

  it('has a flat table of valid meanings', () => {
    const entries = Object.entries(aws.vocabulary)
    expect(entries.length).toBeGreaterThan(1_000)
    const wrong = entries.filter(
      ([key, [action, classUid]]) =>
        !/^[a-z0-9-]+:\w+$/.test(key) ||
        !/^[a-z_]+\.[a-z_]+$/.test(action) ||
        ![3001, 3002, 3005, 3006, 6003].includes(classUid),
    )
    expect(wrong).toEqual([])
  })
})

describe('aws: records become activities', () => {
  it('tells who, from where, with what, and to what', () => {
    const record = event('iam', 'AttachUserPolicy', {
      requestParameters: { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    })
    expect(read(record)).toEqual({
      vendorAction: 'iam:AttachUserPolicy',
      actor: { id: ada.principalId, email: undefined, name: 'ada', kind: 'user' },
      targets: [
        { kind: 'user', id: 'bob', name: 'bob' },
        { kind: 'policy', id: 'arn:aws:iam::aws:policy/AdministratorAccess', name: 'AdministratorAccess' },
      ],
      outcome: 'SUCCESS',
      outcomeReason: undefined,
      ip: { address: '198.51.100.7' },
      userAgent: 'aws-cli/2.15',
      sessionId: undefined,
      isAdmin: true,
    })
  })

  const role = (session: string, name: string) => ({
    type: 'AssumedRole',
    principalId: `AROAEXAMPLEEXAMPLE:${session}`,
    arn: `arn:aws:sts::123456789012:assumed-role/${name}/${session}`,
    accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
    sessionContext: { sessionIssuer: { type: 'Role', userName: name } },
  })
  it.each([
    [
      'root',
      { type: 'Root', accountId: '123456789012', principalId: '123456789012' },
      { id: '123456789012', name: 'root', kind: 'user' },
    ],
    [
      'a person by single sign-on',
      role('ada@acme.example', 'AWSReservedSSO_Dev_1'),
      { email: 'ada@acme.example', name: 'ada@acme.example', kind: 'user' },
    ],
    [
      'a program in a role',
      role('i-0abc', 'web-server'),
      { id: 'AROAEXAMPLEEXAMPLE:i-0abc', name: 'web-server/i-0abc', kind: 'service' },
    ],
    ['a service', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, { id: 'ec2.amazonaws.com', kind: 'system' }],
    [
      'another account',
      { type: 'AWSAccount', accountId: '999999999999', principalId: 'AIDAOTHER' },
      { id: 'AIDAOTHER', kind: 'user' },
    ],
    [
      'a hidden name',
      { type: 'IAMUser', accountId: '1', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      { id: '1', kind: 'user' },
    ],
  ])('actor: %s', (_, userIdentity, expected) => {
    expect(read(event('ec2', 'DescribeInstances', { userIdentity })).actor).toMatchObject(expected)
  })

  it.each([
    ['an error', { errorCode: 'AccessDenied', errorMessage: 'not authorised' }, 'FAILURE', 'not authorised'],
    ['an error without words', { errorCode: 'AccessDenied' }, 'FAILURE', 'AccessDenied'],
    ['no error', {}, 'SUCCESS', undefined],
  ])('outcome: %s', (_, over, outcome, outcomeReason) => {
    expect(read(event('ec2', 'RunInstances', over))).toMatchObject({ outcome, outcomeReason })
  })

  it.each([
    ['Success', undefined, 'SUCCESS'],
    ['Failure', 'Failed authentication', 'FAILURE'],
    [undefined, undefined, 'UNKNOWN'],
  ])('sign-in that answers %s', (ConsoleLogin, errorMessage, outcome) => {
    const record = event('signin', 'ConsoleLogin', { responseElements: ConsoleLogin && { ConsoleLogin }, errorMessage })
    expect(read(record)).toMatchObject({ outcome, outcomeReason: errorMessage })
  })

  it.each([
    ['AWS Internal', undefined],
    ['ec2.amazonaws.com', undefined],
    ['2001:db8::7', { address: '2001:db8::7' }],
  ])('address %s', (sourceIPAddress, ip) =>
    expect(read(event('ec2', 'RunInstances', { sourceIPAddress })).ip).toEqual(ip),
  )

  it('temporary credentials are a session', () =>
    expect(read(event('ec2', 'RunInstances', { userIdentity: role('i-0', 'web') })).sessionId).toBe(
      'ASIAEXAMPLEEXAMPLE00',
    ))

  it.each([
    ['iam', 'CreateUser', false, true],
    ['iam', 'ListUsers', true, false],
    ['ec2', 'RunInstances', false, false],
  ])('%s %s uses administrator rights: %s', (service, name, readOnly, isAdmin) =>
    expect(read(event(service, name, { readOnly })).isAdmin).toBe(isAdmin),
  )

  it('refuses a record without a name', () => expect(stream.row.safeParse({ eventID: '1' }).success).toBe(false))
})

describe('aws: requests', () => {
  it('asks for a span in whole seconds, the end excluded', () => {
    const request = stream.request({
      config,
      partition: 'eu-west-1',
      since: '2026-03-02T09:00:00Z',
      until: '2026-03-02T10:00:00Z',
      cursor: 'next',
    })
    expect(request).toMatchObject({
      url: 'https://cloudtrail.eu-west-1.amazonaws.com/',
      json: { StartTime: 1772442000, EndTime: 1772445599, MaxResults: 50, NextToken: 'next' },
      sign: { service: 'cloudtrail', region: 'eu-west-1' },
    })
    expect(stream.partitions?.(config)).toEqual(['us-east-1', 'eu-west-1'])
  })

  it('the configuration is explained where it is wrong', () => {
    const { success, error } = aws.card.config.safeParse({ accountId: '1234-5678', regions: [] })
    expect([success, error?.issues.map(issue => issue.message)]).toEqual([
      false,
      ['Give the 12 digits of the account ID, without dashes.', 'Give at least one region.'],
    ])
  })

  it('regions that are left out are those that the account tells, and until it has told those of every account', () => {
    expect(aws.card.config.parse({ accountId: '123456789012' })).not.toHaveProperty('regions')
    const { read, value, always } = aws.card.found!.regions!
    expect([aws.reads[read]?.rows, value]).toEqual(['DescribeRegionsResponse.regionInfo.item', 'regionName'])
    expect([always[0], always.length, new Set(always).size]).toEqual(['us-east-1', 17, 17])
    const found = { ...config, regions: [...always, 'me-south-1'] }
    expect([stream.partitions?.(found), objects.partitions?.({ ...found, logBucket: 'trail-of-acme' })]).toEqual([
      found.regions,
      found.regions,
    ])
    expect(aws.reads[read]?.request(found, {})).toMatchObject({
      url: 'https://ec2.us-east-1.amazonaws.com/',
      form: { Action: 'DescribeRegions' },
    })
  })

  it.each(['us-east-1.evil.test/', '*', 'me-south-1 ', '{accountId}'])(
    '%j is no region, also when it is told',
    region => expect(aws.card.config.safeParse({ accountId: '123456789012', regions: [region] }).success).toBe(false),
  )

  it('stored configurations that name regions are read as before', () =>
    expect(aws.card.config.parse({ ...config, regions: ['eu-west-1'] })).toMatchObject({ regions: ['eu-west-1'] }))
})

const report = (...lines: string[]) => ({
  GetCredentialReportResponse: {
    GetCredentialReportResult: {
      GeneratedTime: '2026-03-02T09:00:00Z',
      Content: btoa(
        [
          'user,password_enabled,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_2_active',
          ...lines,
        ].join('\n'),
      ),
    },
  },
})
const summary = (mfa: string, keys: string) => ({
  GetAccountSummaryResponse: {
    GetAccountSummaryResult: {
      SummaryMap: {
        entry: [
          { key: 'AccountMFAEnabled', value: mfa },
          { key: 'AccountAccessKeysPresent', value: keys },
        ],
      },
    },
  },
})
const trails = (...list: object[]) => list
const block = (on: unknown) => ({
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: on,
    IgnorePublicAcls: 'true',
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
})
const ORDERED = { GenerateCredentialReportResponse: { GenerateCredentialReportResult: { State: 'COMPLETE' } } }
const notSet = { status: 404, body: { ErrorResponse: { Error: { Code: 'NoSuchPublicAccessBlockConfiguration' } } } }
const goodTrail = { IsMultiRegionTrail: true, LogFileValidationEnabled: true }
const ROOT = '<root_account>,not_supported,true,false,N/A,false'

describe('aws: checks', () => {
  it.each<[string, object, string]>([
    ['root-secured', { accountSummary: summary('1', '0') }, 'PASS'],
    ['root-secured', { accountSummary: summary('1', '2') }, 'PARTIAL'],
    ['root-secured', { accountSummary: summary('0', '1') }, 'FAIL'],
    ['root-secured', { accountSummary: {} }, 'CANNOT_TELL'],
    ['users-mfa', { credentialReport: report(ROOT, 'ada,true,true,false,N/A,false') }, 'PASS'],
    [
      'users-mfa',
      { credentialReport: report('ada,true,true,false,N/A,false', 'bob,true,false,false,N/A,false') },
      'PARTIAL',
    ],
    ['users-mfa', { credentialReport: report('bob,true,false,false,N/A,false') }, 'FAIL'],
    ['users-mfa', { credentialReport: { status: 410, body: {} } }, 'CANNOT_TELL'],
    ['access-key-age', { credentialReport: report('ada,false,false,true,2026-02-01T00:00:00Z,false') }, 'PASS'],
    ['access-key-age', { credentialReport: report('ada,false,false,true,2025-02-01T00:00:00Z,false') }, 'FAIL'],
    ['access-key-age', { credentialReport: report('ada,false,false,true,N/A,false') }, 'FAIL'],
    ['access-key-age', { credentialReport: report(ROOT) }, 'NOT_APPLICABLE'],
    ['access-key-age', {}, 'CANNOT_TELL'],
    ['users-mfa', { credentialReportOrder: null, credentialReport: report(ROOT) }, 'CANNOT_TELL'],
    ['trail-logging', { trails: trails(goodTrail), trailStatus: { IsLogging: true } }, 'PASS'],
    ['trail-logging', { trails: trails({ IsMultiRegionTrail: true }), trailStatus: { IsLogging: true } }, 'PARTIAL'],
    ['trail-logging', { trails: trails(goodTrail), trailStatus: { IsLogging: false } }, 'FAIL'],
    ['trail-logging', { trails: trails() }, 'FAIL'],
    ['trail-logging', { trails: trails(goodTrail), trailStatus: { status: 400, body: {} } }, 'CANNOT_TELL'],
    ['account-public-access', { publicAccessBlock: block(true) }, 'PASS'],
    ['account-public-access', { publicAccessBlock: block('false') }, 'PARTIAL'],
    ['account-public-access', { publicAccessBlock: notSet }, 'FAIL'],
    ['account-public-access', { publicAccessBlock: { status: 404, body: 'x' } }, 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, read, status) => {
    const judgement = judgeCheck(
      aws.checks.find(check => check.name === name)!,
      { credentialReportOrder: ORDERED, ...read },
    )
    expect(judgement.status).toBe(status)
    expect(judgement.message).toMatch(/\.$/)
  })

  it('nothing unknown passes', () => {
    const judged = aws.checks.filter(({ judge }) => judge)
    expect(judged.filter(check => judgeCheck(check, {}).status !== 'CANNOT_TELL')).toEqual([])
  })

  it('each check reads what the connector reads', () =>
    expect(aws.checks.flatMap(check => check.reads).filter(name => !(name in aws.reads))).toEqual([]))
})

describe('aws: actions', () => {
  const input = {
    config,
    target: { externalId: 'AIDABOB', displayName: 'bob' },
    parameters: { accessKeyId: 'AKIABOBAKIABOBAKIA01' },
  }
  const [deactivate, denyAll] = aws.actions
  const keys = (Status: string) => ({
    status: 200,
    body: {
      ListAccessKeysResponse: {
        ListAccessKeysResult: { AccessKeyMetadata: { member: { AccessKeyId: 'AKIABOBAKIABOBAKIA01', Status } } },
      },
    },
  })

  it('deactivates one key of one user, and activates it again', () => {
    const form = { UserName: 'bob', AccessKeyId: 'AKIABOBAKIABOBAKIA01' }
    expect(deactivate!.request(input)).toMatchObject({
      form: { Action: 'UpdateAccessKey', ...form, Status: 'Inactive' },
    })
    expect(deactivate!.undo!.request(input)).toMatchObject({
      form: { Action: 'UpdateAccessKey', ...form, Status: 'Active' },
    })
    expect(deactivate!.confirm!.judge(keys('Inactive'), input).done).toBe(true)
    expect(deactivate!.confirm!.judge(keys('Active'), input).done).toBe(false)
    expect(deactivate!.confirm!.judge({ status: 200, body: {} }, input).done).toBeNull()
  })

  it('attaches and detaches the denial', () => {
    const policy = { UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }
    expect(denyAll!.request(input)).toMatchObject({ form: { Action: 'AttachUserPolicy', ...policy } })
    expect(denyAll!.undo!.request(input)).toMatchObject({ form: { Action: 'DetachUserPolicy', ...policy } })
  })

  it("says so when the user's name is not known", () =>
    expect(() => denyAll!.request({ ...input, target: { externalId: 'AIDABOB' } })).toThrow(/list the accounts first/))
})

describe('aws: files of a trail', () => {
  const withBucket = { ...config, logBucket: 'trail-of-acme' }
  const folder = 'AWSLogs/123456789012/CloudTrail/eu-west-1'
  const key = (minute: string, unique: string) =>
    `${folder}/${minute.slice(0, 4)}/${minute.slice(4, 6)}/${minute.slice(6, 8)}/123456789012_CloudTrail_eu-west-1_${minute}_${unique}.json.gz`
  const page = (keys: string[], next?: string): ExportAnswer => ({
    status: 200,
    headers: {},
    body: {
      ListBucketResult: {
        ...(keys.length > 0 && { Contents: keys.length === 1 ? { Key: keys[0] } : keys.map(Key => ({ Key })) }),
        ...(next && { NextContinuationToken: next }),
      },
    },
  })
  /** What the export asks for and downloads, given these lists one after another. */
  async function run(lists: ExportAnswer[], ask: { since?: string; until?: string; resume?: Resume } = {}) {
    const pages = objects.pages({ config: withBucket, partition: 'eu-west-1', since: '2026-03-02T09:00:00Z', ...ask })
    const steps: ExportStep[] = []
    for (let step = await pages.next(); !step.done;) {
      steps.push(step.value)
      step = await pages.next('request' in step.value ? lists.shift()! : (undefined as never))
    }
    const asked = steps.flatMap(step => ('request' in step ? [step.request] : []))
    const read = steps.flatMap(step => ('download' in step ? [step] : []))
    return { asked, files: read.map(({ download }) => download.url?.split('_').at(-1)?.split('.')[0]), read }
  }

  it.each([
    ['no bucket', config, []],
    ['a bucket', withBucket, ['us-east-1', 'eu-west-1']],
  ])('are read in each region where there is %s', (_, given, regions) =>
    expect(objects.partitions?.(given)).toEqual(regions),
  )

  it('begins at the minute asked for and goes through all pages', async () => {
    const { asked, files, read } = await run([
      page([key('20260302T0905Z', 'a'), key('20260302T0905Z', 'b')], 'more'),
      page([key('20260303T0005Z', 'c')]),
    ])
    expect(asked).toMatchObject([
      {
        url: 'https://s3.us-east-1.amazonaws.com/trail-of-acme',
        query: {
          'list-type': 2,
          prefix: `${folder}/`,
          'start-after': `${folder}/2026/03/02/123456789012_CloudTrail_eu-west-1_20260302T0900Z`,
        },
        sign: { service: 's3', region: 'us-east-1' },
      },
      { query: { 'continuation-token': 'more', 'start-after': undefined } },
    ])
    expect(files).toEqual(['a', 'b', 'c'])
    expect(read[0]).toMatchObject({ format: 'json', rows: 'Records' })
  })

  it('looks back behind the newest file, and reads none twice', async () => {
    const first = await run([page([key('20260302T0905Z', 'a'), key('20260302T0910Z', 'b')])])
    const { resume } = first.read.at(-1) as { resume: Resume }
    const late = page([key('20260302T0905Z', 'a'), key('20260302T0908Z', 'late'), key('20260302T0910Z', 'b')])
    const again = await run([late], { resume })
    expect(again.files).toEqual(['late'])
    expect(again.asked[0]?.query?.['start-after']).toContain('_20260302T0840Z')
  })

  it('ends an hour behind a span of the past, and passes by what is no file of a trail', async () => {
    const keys = [`${folder}/2026/03/02/readme.txt`, key('20260302T1055Z', 'in'), key('20260302T1105Z', 'behind')]
    expect((await run([page(keys)], { until: '2026-03-02T10:00:00Z' })).files).toEqual(['in'])
  })

  it('has no files where nothing was written', async () => expect((await run([page([])])).files).toEqual([]))

  it.each([
    ['a data event', { managementEvent: false, eventCategory: 'Data' }, 1],
    ['a network event', { managementEvent: false, eventCategory: 'NetworkActivity' }, 1],
    ['a management event, which the event history has', { managementEvent: true, eventCategory: 'Management' }, 0],
    ['an old record, which says neither', {}, 0],
  ])('%s: %j gives %i activities', (_, over, count) =>
    expect(objects.toActivities(objects.row.parse(event('s3', 'GetObject', over)))).toHaveLength(count),
  )

  it('bears the minute in its name', () => expect(stamp(Date.parse('2026-03-02T09:05:59Z'))).toBe('20260302T0905Z'))
})

describe('aws: what may not be seen does not pass', () => {
  const answered = (value: unknown) => [{ parent: { Name: 'exports', BucketRegion: 'eu-west-1' }, value }]
  const refused = (status: number, Code: string) => ({ status, body: { Error: { Code } } })
  const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement })
  const anyone = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }
  const tls = {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: ['s3:*'],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }
  it.each([
    ['buckets-closed', refused(403, 'AccessDenied'), 'CANNOT_TELL'],
    ['buckets-closed', refused(301, 'PermanentRedirect'), 'CANNOT_TELL'],
    ['buckets-closed', refused(404, 'NoSuchBucketPolicy'), 'PASS'],
    ['buckets-closed', policy(tls), 'PASS'],
    ['buckets-closed', policy(tls, anyone), 'FAIL'],
    ['buckets-closed', policy({ ...anyone, Condition: { IpAddress: {} } }), 'PASS'],
    ['buckets-tls', policy(tls), 'PASS'],
    ['buckets-tls', policy(anyone), 'FAIL'],
    ['buckets-tls', refused(404, 'NoSuchBucketPolicy'), 'FAIL'],
    ['buckets-tls', refused(403, 'AccessDenied'), 'CANNOT_TELL'],
  ])('%s of a bucket that answers %j is %s', (name, value, status) =>
    expect(
      judgeCheck(
        aws.checks.find(check => check.name === name)!,
        { bucketPolicies: answered(value) },
      ).status,
    ).toBe(status),
  )

  it('a bucket is asked in its own region, where that is configured', () => {
    const ask = (BucketRegion: string) =>
      aws.reads.bucketPolicies!.request(config, { parent: { Name: 'exports', BucketRegion } }).url
    expect(ask('eu-west-1')).toBe('https://s3.eu-west-1.amazonaws.com/exports')
    expect(ask('ap-east-1')).toBe('https://s3.us-east-1.amazonaws.com/exports')
  })

  it('a region that the account has not enabled is not asked', () =>
    expect(aws.reads.regions!.request(config, {})).toMatchObject({
      form: { 'Filter.1.Name': 'region-name', 'Filter.1.Value.1': 'us-east-1', 'Filter.1.Value.2': 'eu-west-1' },
    }))

  it.each([
    [['us-east-1'], ['us-east-1'], 'PASS'],
    [['us-east-1'], ['us-east-1', 'me-south-1'], 'PARTIAL'],
  ])('of regions %j are read and %j enabled: %s', (read, enabled, status) => {
    const rows = (names: string[]) => names.map(regionName => ({ regionName }))
    const check = aws.checks.find(({ name }) => name === 'regions-read')!
    expect(judgeCheck(check, { regions: rows(read), enabledRegions: rows(enabled) }).status).toBe(status)
  })

  it.each([
    ['repo:acme/web:ref:refs/heads/main', true],
    ['repo:acme/*', true],
    ['repo:*', false],
    ['*', false],
    [undefined, false],
  ])('a role that trusts GitHub for %s passes: %s', (subject, passed) => {
    const Condition = subject && { StringLike: { 'token.actions.githubusercontent.com:sub': subject } }
    const trust = policy({
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition,
    })
    const row = {
      RoleName: 'deploy',
      RoleId: 'AROA1',
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
    }
    const { judgeRow } = aws.checks.find(({ name }) => name === 'github-trust-scoped')!
    expect(judgeRow!(row, {}, {})).toMatchObject({ passed })
  })

  it('reads a policy in either form, and what is none as nothing', () => {
    const text = encodeURIComponent(JSON.stringify(policy(anyone)))
    expect(statementsOf(text)?.some(letsAnyoneIn)).toBe(true)
    expect(statementsOf({ Statement: anyone })).toEqual([anyone])
    expect([statementsOf('%'), statementsOf({}), statementsOf({ Statement: ['x'] })]).toEqual([null, null, null])
  })
})

describe('aws: actions on roles, buckets and machines', () => {
  const action = (name: string) => aws.actions.find(one => one.name === name)!
  const role = { config, target: { externalId: 'AROADEPLOY', displayName: 'deploy' }, parameters: {} }
  const bucketOf = (parameters: object = {}) => ({
    config,
    target: { externalId: 'exports', name: 'eu-west-1/exports', kind: 'BUCKET' },
    parameters: parameters as Record<string, unknown>,
  })

  it('sessions from before now are denied everything', () => {
    const { form } = action('revoke-role-sessions').request({ ...role, now: '2026-03-02T09:00:00.000Z' }) as {
      form: Record<string, string>
    }
    expect(form).toMatchObject({ Action: 'PutRolePolicy', RoleName: 'deploy', PolicyName: 'CasbahRevokedSessions' })
    expect(JSON.parse(form.PolicyDocument!).Statement).toEqual([
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-03-02T09:00:00.000Z' } },
      },
    ])
    expect(() => action('revoke-role-sessions').request(role)).toThrow(/time/)
  })

  it.each([
    ['attach-deny-all', role.target, /deploy is no IAM user/],
    ['revoke-role-sessions', { externalId: 'AIDABOB', displayName: 'bob' }, /bob is no IAM role/],
  ])('%s is not for the other kind', (name, target, message) =>
    expect(() => action(name).request({ ...role, target, now: '2026-03-02T09:00:00Z' })).toThrow(message),
  )

  it('a bucket is closed by all four switches, and opened as it was', () => {
    const { request, undo, remember } = action('make-bucket-private')
    const sent = JSON.stringify(request(bucketOf()))
    expect(sent).toContain('s3.eu-west-1.amazonaws.com/exports')
    expect(sent.match(/>true</g)).toHaveLength(4)
    const notSetYet = { status: 404, body: { Error: { Code: 'NoSuchPublicAccessBlockConfiguration' } } }
    const remembered = remember!({ ...bucketOf(), found: notSetYet })
    expect(JSON.stringify(undo!.request({ ...bucketOf(), remembered })).match(/>false</g)).toHaveLength(4)
  })

  const named = { Sid: 'partner', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::2:root' } }
  const open = { Sid: 'everyone', Effect: 'Allow', Principal: '*' }
  it.each([
    ['those that let anybody in', {}, [named, open], { method: 'PUT', json: { Statement: [named] } }],
    ['the one that is named', { sid: 'partner' }, [named, open], { method: 'PUT', json: { Statement: [open] } }],
    ['the only one', {}, [open], { method: 'DELETE' }],
    ['none, where none is meant', {}, [named], []],
  ])('out of a policy goes %s', (_, parameters, Statement, expected) => {
    const found = { status: 200, body: { Version: '2012-10-17', Statement } }
    expect(action('remove-bucket-statement').request({ ...bucketOf(parameters), found })).toMatchObject(expected)
  })

  it('a machine is asked for in its region', () => {
    const input = { config, target: { externalId: '' }, parameters: { region: 'eu-west-1', instanceId: 'i-0abc1234' } }
    expect(action('stop-instance').request(input)).toMatchObject({
      url: 'https://ec2.eu-west-1.amazonaws.com/',
      form: { Action: 'StopInstances', 'InstanceId.1': 'i-0abc1234' },
    })
  })
})
