import {
  isConnector,
  type ActionInput,
  type ActivityDraft,
  type Config,
  type ExportAnswer,
  type ExportedStream,
  type ExportStep,
  type GrantListing,
  type Listing,
  type PolledStream,
  type Resume,
} from '@casbah/sdk'
import { judgeCheck } from '@casbah/testkit'
import microsoft from './index.ts'
import { riskOf } from './risk.ts'

const TENANT = '5d1f4a52-0000-4000-8000-00000000acce'
const BEN = '5d1f4a52-0000-4000-8001-000000000002'
const config = microsoft.card.config.parse({ tenantId: TENANT })
const streamOf = (name: string) => microsoft.streams.find(stream => stream.name === name)!
const actionOf = (name: string) => microsoft.actions.find(action => action.name === name)!

function read(stream: string, row: object): ActivityDraft & { action?: string } {
  const { row: shape, toActivities } = streamOf(stream)
  const [draft] = toActivities(shape.parse(row))
  return { ...draft!, action: microsoft.vocabulary[draft!.vendorAction]?.[0] }
}

const record = (more: object) => ({
  Id: 'a1',
  CreationTime: '2026-03-02T09:00:00',
  RecordType: 6,
  Operation: 'FileAccessed',
  OrganizationId: TENANT,
  UserType: 0,
  UserKey: 'i:0h.f|membership|1003@live.com',
  UserId: 'ben@acme.example',
  Workload: 'SharePoint',
  ...more,
})
const fromRecord = (more: object) => read('audit-general', record(more))

describe('the connector', () => {
  it('is one', () => expect(isConnector(microsoft)).toBe(true))

  it.each([
    [{ tenantId: TENANT }, true],
    [{ tenantId: 'acme.onmicrosoft.com' }, false],
    [{ tenantId: TENANT, logs: ['dlp'] }, true],
    [{ tenantId: TENANT, logs: ['everything'] }, false],
    [{ tenantId: TENANT, graphHost: 'evil.example' }, false],
  ])('takes %j as configuration: %s', (value, good) =>
    expect(microsoft.card.config.safeParse(value).success).toBe(good),
  )

  it('takes 403 with AF429 for too fast', () =>
    expect(microsoft.card.throttled).toEqual([{ status: 403, bodyIncludes: 'AF429' }]))

  it.each([
    ['dlp', ['dlp'], ['']],
    ['dlp', ['sign-ins'], []],
    ['sign-ins', ['sign-ins'], ['']],
    ['directory-audits', ['dlp'], []],
  ])('reads %s of %j: %j', (name, logs, partitions) => {
    const stream = streamOf(name) as PolledStream | ExportedStream
    expect(stream.partitions?.({ ...config, logs })).toEqual(partitions)
  })
})

describe('a record of the unified audit log', () => {
  it.each<[string, object, Partial<ActivityDraft> & { action?: string }]>([
    [
      'of a file',
      {
        ItemType: 'File',
        SourceFileName: 'Plan.docx',
        ListItemUniqueId: 'item-1',
        ClientIP: '203.0.113.9',
        UserAgent: 'Edge',
      },
      {
        action: 'file.read',
        actor: { email: 'ben@acme.example', kind: 'user' },
        targets: [{ kind: 'file', id: 'item-1', name: 'Plan.docx' }],
        ip: { address: '203.0.113.9' },
        userAgent: 'Edge',
        outcome: 'SUCCESS',
        isAdmin: false,
      },
    ],
    [
      'of sharing with a guest',
      {
        Operation: 'AddedToSecureLink',
        ItemType: 'File',
        ObjectId: 'https://x/Plan.docx',
        TargetUserOrGroupName: 'kim@partner.example',
        TargetUserOrGroupType: 'Guest',
        AppAccessContext: { AADSessionId: 's-1' },
      },
      {
        action: 'file.share',
        targets: [
          { kind: 'file', id: 'https://x/Plan.docx', name: 'https://x/Plan.docx' },
          { kind: 'user', email: 'kim@partner.example' },
        ],
        sessionId: 's-1',
      },
    ],
    [
      'of a change of the directory, with a full stop',
      {
        RecordType: 8,
        Workload: 'AzureActiveDirectory',
        Operation: 'Add member to role.',
        ResultStatus: 'Success',
        UserKey: '10030000A@acme.example',
        Actor: [
          { ID: 'ada@acme.example', Type: 5 },
          { ID: '5d1f4a52-0000-4000-8001-000000000001', Type: 2 },
        ],
        UserId: 'ada@acme.example',
        Target: [
          { ID: `User_${BEN}`, Type: 2 },
          { ID: BEN, Type: 2 },
          { ID: 'ben@acme.example', Type: 5 },
        ],
        ObjectId: 'ben@acme.example',
      },
      {
        action: 'role.grant',
        actor: { id: '5d1f4a52-0000-4000-8001-000000000001', email: 'ada@acme.example', kind: 'user' },
        targets: [{ kind: 'role', id: BEN, email: 'ben@acme.example' }],
        outcome: 'SUCCESS',
      },
    ],
    [
      'of a sign-in that failed and says Success',
      {
        RecordType: 15,
        Operation: 'UserLoggedIn',
        ResultStatus: 'Success',
        ErrorNumber: '50126',
        LogonError: 'InvalidUserNameOrPassword',
        ClientIP: '[2001:db8::1]:443',
      },
      {
        action: 'user.login',
        outcome: 'FAILURE',
        outcomeReason: 'InvalidUserNameOrPassword',
        ip: { address: '2001:db8::1' },
      },
    ],
    [
      'of a sign-in that was refused',
      {
        RecordType: 15,
        Operation: 'UserLoginFailed',
        ResultStatus: 'Failed',
        ExtendedProperties: [{ Name: 'UserAgent', Value: 'curl/8' }],
        DeviceProperties: [{ Name: 'SessionId', Value: 's-2' }],
      },
      { action: 'user.login', outcome: 'FAILURE', userAgent: 'curl/8', sessionId: 's-2' },
    ],
    [
      'of a rule that forwards mail',
      {
        RecordType: 1,
        Workload: 'Exchange',
        Operation: 'New-InboxRule',
        ResultStatus: 'True',
        ObjectId: 'ben\\rule',
        ClientIP: '203.0.113.9:51234',
        Parameters: [{ Name: 'ForwardTo', Value: 'smtp:out@evil.example' }],
      },
      {
        action: 'mail_rule.create',
        targets: [
          { kind: 'rule', id: 'ben\\rule', name: 'ben\\rule' },
          { kind: 'recipient', email: 'out@evil.example' },
        ],
        ip: { address: '203.0.113.9' },
        isAdmin: false,
      },
    ],
    [
      'of an administrator of mail',
      {
        RecordType: 1,
        Workload: 'Exchange',
        UserType: 2,
        Operation: 'Add-MailboxPermission',
        ResultStatus: 'True',
        ObjectId: 'ben@acme.example',
        Parameters: [{ Name: 'User', Value: 'ada@acme.example' }],
      },
      {
        action: 'mailbox.delegate',
        targets: [
          { kind: 'mailbox', email: 'ben@acme.example' },
          { kind: 'user', email: 'ada@acme.example' },
        ],
        isAdmin: true,
      },
    ],
    [
      'of a delegate in a mailbox',
      {
        RecordType: 2,
        Workload: 'Exchange',
        Operation: 'SendAs',
        LogonType: 2,
        MailboxOwnerUPN: 'ada@acme.example',
        ResultStatus: 'Succeeded',
        ClientInfoString: 'Client=OWA',
        ClientIPAddress: '203.0.113.9',
      },
      {
        action: 'message.send',
        isImpersonated: true,
        userAgent: 'OWA',
        targets: [{ kind: 'mailbox', email: 'ada@acme.example' }],
      },
    ],
    [
      'of the vendor itself',
      { UserType: 3, UserId: 'NT AUTHORITY\\SYSTEM (Host)', Operation: 'Set-MailboxPlan', ResultStatus: 'True' },
      { actor: { name: 'NT AUTHORITY\\SYSTEM (Host)', kind: 'system' }, isAdmin: true },
    ],
    [
      'of a program',
      { UserType: 5, UserId: `ServicePrincipal_${BEN}`, Operation: 'Update user.' },
      { actor: { id: BEN, name: `ServicePrincipal_${BEN}`, kind: 'service' }, action: 'user.update' },
    ],
    [
      'of nobody',
      { UserId: 'anonymous', Operation: 'AnonymousLinkUsed' },
      { actor: undefined, action: 'public_link.read' },
    ],
    [
      'of Teams',
      {
        Workload: 'MicrosoftTeams',
        Operation: 'MemberAdded',
        TeamName: 'Board',
        TeamGuid: 't-1',
        Members: [{ UPN: 'kim_partner#ext#@acme.example' }],
      },
      {
        action: 'group.add_member',
        targets: [
          { kind: 'team', id: 't-1', name: 'Board' },
          { kind: 'user', email: 'kim_partner#ext#@acme.example', name: 'kim_partner#ext#@acme.example' },
        ],
      },
    ],
    [
      'of an alert',
      {
        Workload: 'SecurityComplianceCenter',
        Operation: 'AlertTriggered',
        AlertId: 'al-1',
        Name: 'Suspicious inbox forwarding',
        Severity: 'High',
      },
      {
        action: 'threat.detect',
        severity: 'HIGH',
        targets: [{ kind: 'alert', id: 'al-1', name: 'Suspicious inbox forwarding' }],
      },
    ],
    [
      'of data loss prevention',
      { Operation: 'DlpRuleMatch', PolicyDetails: [{ PolicyId: 'p-1', PolicyName: 'Cards' }] },
      { action: 'policy.match', targets: [{ kind: 'policy', id: 'p-1', name: 'Cards' }] },
    ],
    ['that is not known', { Operation: 'SomethingNew' }, { vendorAction: 'SomethingNew', action: undefined }],
    ['with a result that is not known', { ResultStatus: 'Pending' }, { outcome: 'UNKNOWN' }],
    ['with a name in place of an address', { ClientIP: 'somewhere' }, { ip: undefined }],
  ])('%s', (_, more, expected) => expect(fromRecord(more)).toMatchObject(expected))

  it.each([[{ Id: undefined }], [{ Operation: ' ' }], [{ CreationTime: undefined }]])('is refused with %j', more =>
    expect(streamOf('dlp').row.safeParse(record(more)).success).toBe(false),
  )
})

describe('a sign-in', () => {
  const signIn = (more: object) =>
    read('sign-ins', {
      id: 'x1',
      createdDateTime: '2026-03-02T09:00:00Z',
      userId: BEN,
      userPrincipalName: 'ben@acme.example',
      appId: 'app-1',
      appDisplayName: 'Exchange',
      ipAddress: '203.0.113.9',
      ...more,
    })

  it.each<[number | null, string, string | undefined]>([
    [0, 'SUCCESS', undefined],
    [50126, 'FAILURE', 'Wrong password. (50126)'],
    // Asked for a second factor: neither let in nor refused.
    [50074, 'UNKNOWN', 'Wrong password. (50074)'],
    [null, 'UNKNOWN', undefined],
  ])('with the code %s is %s', (errorCode, outcome, outcomeReason) =>
    expect(signIn({ status: { errorCode, failureReason: 'Wrong password.' } })).toMatchObject({
      action: 'user.login',
      outcome,
      ...(outcomeReason && { outcomeReason }),
    }),
  )

  it('tells who, from where, into what, and how risky it was', () =>
    expect(
      signIn({ location: { city: 'Lyon', countryOrRegion: 'FR' }, riskLevelDuringSignIn: 'high', userAgent: 'Edge' }),
    ).toMatchObject({
      actor: { id: BEN, email: 'ben@acme.example', kind: 'user' },
      targets: [{ kind: 'app', id: 'app-1', name: 'Exchange' }],
      ip: { address: '203.0.113.9', country: 'FR', city: 'Lyon' },
      severity: 'HIGH',
      userAgent: 'Edge',
    }))

  it('of a program names the program', () =>
    expect(
      signIn({ userId: null, userPrincipalName: '', servicePrincipalId: 'sp-1', servicePrincipalName: 'Robot' }).actor,
    ).toEqual({
      id: 'sp-1',
      name: 'Robot',
      kind: 'service',
    }))
})

describe('a directory audit', () => {
  const audit = (more: object) =>
    read('directory-audits', {
      id: 'd1',
      activityDateTime: '2026-03-02T09:00:00Z',
      activityDisplayName: 'Update user',
      result: 'success',
      ...more,
    })

  it.each<[string, object, Partial<ActivityDraft> & { action?: string }]>([
    [
      'by an administrator',
      {
        activityDisplayName: 'Disable account',
        initiatedBy: { user: { id: 'u1', userPrincipalName: 'ada@acme.example', ipAddress: '203.0.113.7' } },
        targetResources: [{ id: BEN, type: 'User', userPrincipalName: 'ben@acme.example' }],
        additionalDetails: [{ key: 'User-Agent', value: 'Edge' }],
      },
      {
        action: 'user.disable',
        actor: { id: 'u1', email: 'ada@acme.example', kind: 'user' },
        targets: [{ kind: 'user', id: BEN, email: 'ben@acme.example' }],
        ip: { address: '203.0.113.7' },
        userAgent: 'Edge',
        isAdmin: true,
      },
    ],
    [
      'by a person on the own account',
      { activityDisplayName: 'User registered security info', initiatedBy: { user: { id: BEN } } },
      { action: 'mfa.enable', isAdmin: false },
    ],
    [
      'by an app',
      { initiatedBy: { app: { displayName: 'Robot', servicePrincipalId: 'sp-1' } } },
      { actor: { id: 'sp-1', name: 'Robot', kind: 'service' }, isAdmin: false },
    ],
    [
      'by Microsoft',
      { initiatedBy: { app: { displayName: 'Azure AD Identity Protection' } } },
      { actor: { kind: 'system' } },
    ],
    [
      'that failed',
      { result: 'failure', resultReason: 'No right.' },
      { outcome: 'FAILURE', outcomeReason: 'No right.' },
    ],
    ['without a result', { result: null }, { outcome: 'UNKNOWN' }],
  ])('%s', (_, more, expected) => expect(audit(more)).toMatchObject(expected))

  it.each(['sign-ins', 'directory-audits'])('%s are asked for by window, newest first, a thousand a page', name => {
    const stream = streamOf(name) as PolledStream
    const request = stream.request({
      config,
      partition: '',
      since: '2026-03-02T08:00:00Z',
      until: '2026-03-02T09:00:00Z',
    })
    expect(request.query).toEqual({
      $filter: `${stream.time} ge 2026-03-02T08:00:00Z and ${stream.time} lt 2026-03-02T09:00:00Z`,
      $orderby: `${stream.time} desc`,
      $top: 1000,
    })
    // The address of a page is followed as it is and never kept.
    expect([stream.page, stream.order]).toEqual([{ style: 'nextUrl', field: '@odata.nextLink' }, 'descending'])
  })
})

describe('the vocabulary', () => {
  it.each([
    'Add member to role',
    'Add member to role.',
    'Consent to application.',
    'Disable Strong Authentication.',
    'Set federation settings on domain',
    'Update application – Certificates and secrets management ',
    'Invite external user',
    'Set Company Information',
    'Add-FederatedDomain',
    'UserLoggedIn',
    'TIMailData',
    'UpdateInboxRules',
    'Set-Mailbox',
    'Read BitLocker key',
    'Device no longer compliant',
    'Remove owner from service principal',
    'Assigns the caller to user access admin',
    'Recover device local administrator password',
  ])('knows %s, which rules of Sigma name', name => expect(Object.hasOwn(microsoft.vocabulary, name)).toBe(true))

  it('has one class for each of our actions and verb', () => {
    const malformed = Object.entries(microsoft.vocabulary).filter(
      ([, [action, uid, activity]]) => !/^[a-z_]+\.[a-z_]+$/.test(action) || uid < 1001 || activity < 1,
    )
    expect(malformed).toEqual([])
  })
})

describe('the blobs of a content type', () => {
  const NOW = Date.parse('2026-03-02T09:00:30Z')
  const blob = (id: string, created: string) => ({
    contentId: id,
    contentUri: `https://manage.office.com/blob/${id}`,
    contentCreated: created,
  })

  /** Answers each request by its path, in turn, and keeps what was asked. */
  async function run(
    ask: { since?: string; until?: string; resume?: Resume },
    answers: Record<string, Partial<ExportAnswer>[]>,
  ) {
    const stream = streamOf('audit-exchange') as ExportedStream
    const steps: ExportStep[] = []
    const pages = stream.pages({ config: config as Config, partition: '', since: '2026-03-02T08:00:00Z', ...ask })
    let answer: ExportAnswer | undefined
    for (;;) {
      const { done, value } = await pages.next(answer as ExportAnswer)
      if (done) return steps
      steps.push(value)
      answer = undefined
      if (!('request' in value)) continue
      const path = (value.request.url ?? '').replace(/^.*\/activity\/feed/, '')
      answer = { status: 200, headers: { date: new Date(NOW).toUTCString() }, body: [], ...answers[path]?.shift() }
    }
  }
  const ENABLED = { '/subscriptions/list': [{ body: [{ contentType: 'Audit.Exchange', status: 'enabled' }] }] }
  const asked = (steps: ExportStep[]) =>
    steps.flatMap(step =>
      'request' in step
        ? [
            [
              step.request.method ?? 'GET',
              step.request.url?.replace(/^.*feed/, ''),
              step.request.query?.startTime,
              step.request.query?.endTime,
            ],
          ]
        : [],
    )
  const downloads = (steps: ExportStep[]) => steps.flatMap(step => ('download' in step ? [step] : []))

  it('are started only when they are not, and listed up to now', async () => {
    const steps = await run({}, {})
    expect(asked(steps)).toEqual([
      ['GET', '/subscriptions/list', undefined, undefined],
      ['POST', '/subscriptions/start', undefined, undefined],
      ['GET', '/subscriptions/content', '2026-03-02T08:00:00', '2026-03-02T09:00:30'],
    ])
    expect(asked(await run({}, structuredClone(ENABLED)))).toHaveLength(2)
  })

  it.each([
    ['that is started already goes on', 'AF20024', 1],
    ['that is refused is for the host to judge', 'AF10001', 2],
  ])('a start %s', async (_, code, times) => {
    const start = { status: 400, body: { error: { code } } }
    const steps = await run({}, { '/subscriptions/start': [start, start] })
    expect(asked(steps).filter(([method]) => method === 'POST')).toHaveLength(times)
  })

  it('are listed in windows of a day at most that join without a gap, and none from before seven days ago', async () => {
    const windows = asked(await run({ since: '2026-01-01T00:00:00Z' }, structuredClone(ENABLED))).slice(1)
    expect(windows).toHaveLength(7)
    expect(windows[0]?.[2]).toBe('2026-02-23T10:00:30')
    expect(windows.at(-1)?.[3]).toBe('2026-03-02T09:00:30')
    windows.slice(1).forEach(([, , start], index) => expect(start).toBe(windows[index]?.[3]))
  })

  it('say who asks on every request, downloads too', async () => {
    const content = [{ body: [blob('a', '2026-03-02T08:30:00Z')] }]
    const steps = await run({}, { ...structuredClone(ENABLED), '/subscriptions/content': content })
    for (const step of steps) {
      const request = 'request' in step ? step.request : 'download' in step ? step.download : null
      if (request) expect(request.query).toMatchObject({ PublisherIdentifier: TENANT })
    }
    expect(downloads(steps)[0]?.download.url).toBe('https://manage.office.com/blob/a')
  })

  it('go on where a header says, as it says', async () => {
    const next = 'https://manage.office.com/api/v1.0/x/activity/feed/next?a=%2Fb'
    const steps = await run(
      {},
      {
        ...structuredClone(ENABLED),
        '/subscriptions/content': [
          {
            headers: { date: new Date(NOW).toUTCString(), nextpageuri: next },
            body: [blob('a', '2026-03-02T08:30:00Z')],
          },
        ],
        '/next?a=%2Fb': [{ body: [blob('b', '2026-03-02T08:20:00Z')] }],
      },
    )
    expect(steps.flatMap(step => ('request' in step && !step.request.query ? [step.request] : []))).toEqual([
      { url: next },
    ])
    expect(downloads(steps)).toHaveLength(2)
  })

  it('are read once, from a look back before the newest on', async () => {
    const content = () => ({
      '/subscriptions/content': [{ body: [blob('a', '2026-03-02T08:30:00Z'), blob('old', '2026-03-02T08:05:00Z')] }],
    })
    const first = await run({}, { ...structuredClone(ENABLED), ...content() })
    const last = first.at(-1) as Extract<ExportStep, { rows: unknown[] }>
    // Blobs come in no order, so the place moves at the end of a window.
    expect(downloads(first).map(({ resume }) => (resume as { from: string }).from)).toEqual(
      Array(2).fill('2026-03-02T08:00:00.000Z'),
    )
    expect(last.resume).toEqual({ from: '2026-03-02T08:20:00.000Z', read: [['a', Date.parse('2026-03-02T08:30:00Z')]] })
    const second = await run(
      { resume: last.resume },
      {
        ...structuredClone(ENABLED),
        '/subscriptions/content': [{ body: [blob('a', '2026-03-02T08:30:00Z'), blob('b', '2026-03-02T08:25:00Z')] }],
      },
    )
    expect(downloads(second).map(({ download }) => download.url)).toEqual(['https://manage.office.com/blob/b'])
    expect(asked(second)[1]?.[2]).toBe('2026-03-02T08:20:00')
  })

  it('remember no more than five hundred', async () => {
    const body = Array.from({ length: 700 }, (_, index) => blob(`b${index}`, '2026-03-02T08:30:00Z'))
    const steps = await run({}, { ...structuredClone(ENABLED), '/subscriptions/content': [{ body }] })
    const { read: kept } = downloads(steps).at(-1)!.resume as { read: unknown[] }
    expect(kept).toHaveLength(500)
  })

  it('of a span end where it ends', async () => {
    const steps = await run({ until: '2026-03-02T08:30:00Z' }, structuredClone(ENABLED))
    expect(asked(steps)[1]?.[3]).toBe('2026-03-02T08:30:00')
  })
})

describe('the inventory', () => {
  const users = microsoft.inventory.accounts.find(({ name }) => name === 'users') as Listing
  it.each([
    [
      { accountEnabled: true, userType: 'Member' },
      { status: 'ACTIVE', isExternal: false },
    ],
    [{ accountEnabled: false, userType: 'Member' }, { status: 'SUSPENDED' }],
    [
      { accountEnabled: true, userType: 'Guest', externalUserState: 'PendingAcceptance' },
      { status: 'INVITED', isExternal: true },
    ],
    // Without $select Graph leaves it out.
    [{}, { status: 'UNKNOWN', isExternal: null }],
  ])('takes the user %j for %j', (row, expected) =>
    expect(users.toAccount({ id: 'u', ...row })).toMatchObject(expected),
  )

  it('chooses the fields that it reads, since Graph gives few by itself', () =>
    expect(users.request({ config }).query?.$select).toMatch(/accountEnabled.*userType/))

  it('asks for apps of others by an advanced filter, with what that needs', () => {
    const apps = microsoft.inventory.accounts.find(({ name }) => name === 'service-principals') as Listing
    expect(apps.request({ config })).toMatchObject({
      headers: { ConsistencyLevel: 'eventual' },
      query: { $count: true },
    })
  })

  it.each([
    [['openid', 'profile'], 'INFORMATIONAL'],
    [['User.ReadBasic.All'], 'LOW'],
    [['openid', 'Calendars.Read'], 'MEDIUM'],
    [['Mail.ReadWrite', 'openid'], 'HIGH'],
    [['RoleManagement.ReadWrite.Directory'], 'CRITICAL'],
    [['full_access_as_app'], 'CRITICAL'],
    [[], 'INFORMATIONAL'],
  ])('takes %j for %s', (scopes, risk) => expect(riskOf(scopes)).toBe(risk))

  it.each([
    ['Consent to application.', 'delegated-permissions', ['sp-1']],
    ['Add app role assignment to service principal', 'app-permissions', ['sp-1']],
    ['Update user', 'delegated-permissions', []],
  ])('reads grants again upon %s', (vendorAction, name, expected) => {
    const listing = microsoft.inventory.grants?.find(one => one.name === name) as GrantListing
    expect(listing.touched?.({ vendorAction, outcome: 'SUCCESS', targets: [{ kind: 'app', id: 'sp-1' }] })).toEqual(
      expected,
    )
  })
})

describe('checks on conditional access', () => {
  const policy = (change: { conditions?: object; grantControls?: object; state?: string }) => ({
    displayName: 'Policy',
    state: 'enabled',
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    ...change,
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
      ...change.conditions,
    },
  })
  const judge = (change: object) => {
    const check = microsoft.checks.find(({ name }) => name === 'mfa-for-everybody')!
    return judgeCheck(check, { accessPolicies: [policy(change)], securityDefaults: { isEnabled: false } }).status
  }

  it.each<[string, object, string]>([
    ['all users, all apps, mfa', {}, 'PASS'],
    ['that only reports', { state: 'enabledForReportingButNotEnforced' }, 'FAIL'],
    ['that is off', { state: 'disabled' }, 'FAIL'],
    [
      'two accounts for emergencies left out',
      { conditions: { users: { includeUsers: ['All'], excludeUsers: ['a', 'b'] } } },
      'PASS',
    ],
    [
      'three left out',
      { conditions: { users: { includeUsers: ['All'], excludeUsers: ['a', 'b'], excludeGroups: ['c'] } } },
      'FAIL',
    ],
    [
      'a role left out',
      { conditions: { users: { includeUsers: ['All'], excludeRoles: ['62e90394-69f5-4237-9190-012177145e10'] } } },
      'FAIL',
    ],
    [
      'an app left out',
      { conditions: { applications: { includeApplications: ['All'], excludeApplications: ['x'] } } },
      'FAIL',
    ],
    [
      'trusted places left out',
      { conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } } },
      'FAIL',
    ],
    ['some platforms alone', { conditions: { platforms: { includePlatforms: ['windows'] } } }, 'FAIL'],
    ['at risk alone', { conditions: { signInRiskLevels: ['high'] } }, 'FAIL'],
    ['browsers alone', { conditions: { clientAppTypes: ['browser'] } }, 'FAIL'],
    [
      'mfa or a managed device',
      { grantControls: { operator: 'OR', builtInControls: ['mfa', 'compliantDevice'] } },
      'FAIL',
    ],
    [
      'mfa and a managed device',
      { grantControls: { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] } },
      'PASS',
    ],
    [
      'a strength',
      { grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: { id: 'x' } } },
      'PASS',
    ],
    ['nothing', { grantControls: null }, 'FAIL'],
  ])('%s', (_, change, status) => expect(judge(change)).toBe(status))

  it('take security defaults for a second factor', () => {
    const check = microsoft.checks.find(({ name }) => name === 'mfa-for-everybody')!
    expect(judgeCheck(check, { accessPolicies: [], securityDefaults: { isEnabled: true } }).status).toBe('PASS')
  })
})

describe('other checks', () => {
  const judge = (name: string, read: Record<string, unknown>) =>
    judgeCheck(
      microsoft.checks.find(one => one.name === name)!,
      read,
    ).status

  it.each<[string, Record<string, unknown>, string]>([
    // What was never changed is not listed, and then the defaults hold.
    ['smart-lockout', { directorySettings: [] }, 'PASS'],
    [
      'passwords-no-expiry',
      { domains: [{ id: 'x', authenticationType: 'Federated', isVerified: true }] },
      'NOT_APPLICABLE',
    ],
    ['passwords-no-expiry', { domains: [{ id: 'x', authenticationType: 'Managed', isVerified: true }] }, 'FAIL'],
    [
      'sharepoint-domains',
      { sharepoint: { sharingCapability: 'disabled', sharingDomainRestrictionMode: 'none' } },
      'NOT_APPLICABLE',
    ],
    [
      'sharepoint-domains',
      {
        sharepoint: { sharingCapability: 'x', sharingDomainRestrictionMode: 'allowList', sharingAllowedDomainList: [] },
      },
      'FAIL',
    ],
    ['methods-migrated', { methods: { policyMigrationState: 'unknownFutureValue' } }, 'CANNOT_TELL'],
    ['admin-consent-workflow', { adminConsent: { isEnabled: true, reviewers: [] } }, 'FAIL'],
  ])('%s of %j is %s', (name, read, status) => expect(judge(name, read)).toBe(status))

  it('are at least thirty, and what no API answers is left to people', () => {
    const judged = microsoft.checks.filter(({ judge: one }) => one)
    expect(judged.length).toBeGreaterThanOrEqual(30)
    expect(microsoft.checks.filter(({ judge: one, reads }) => !one && reads.length > 0)).toEqual([])
  })
})

describe('actions', () => {
  const input = (more: Partial<ActionInput>): ActionInput => ({
    config,
    target: { externalId: BEN },
    parameters: {},
    ...more,
  })
  const requests = (name: string, more: Partial<ActionInput>) => [actionOf(name).request(input(more))].flat()
  const FILE = { externalId: 'drive-1/item-1' }
  const permissions = {
    status: 200,
    body: {
      value: [
        { id: 'own', roles: ['owner'], grantedToV2: { user: { email: 'ada@acme.example' } } },
        { id: 'any', roles: ['read'], link: { scope: 'anonymous' } },
        { id: 'org', roles: ['read'], link: { scope: 'organization' } },
        {
          id: 'kim',
          roles: ['write'],
          grantedToV2: { siteUser: { loginName: 'i:0#.f|membership|kim@partner.example' } },
        },
        {
          id: 'above',
          roles: ['write'],
          inheritedFrom: { id: 'x' },
          grantedToV2: { user: { email: 'kim@partner.example' } },
        },
      ],
    },
  }
  const removal = (id: string) => ({ method: 'DELETE', path: `/drives/drive-1/items/item-1/permissions/${id}` })

  it.each([
    ['anonymous', [removal('any')]],
    ['organization', [removal('org')]],
    ['all', [removal('any'), removal('org')]],
  ])('remove links of the scope %s', (scope, expected) =>
    expect(requests('remove-file-links', { target: FILE, found: permissions, parameters: { scope } })).toEqual(
      expected,
    ),
  )

  it('take access from one, leave the owner, and say what comes from above', () => {
    const parameters = { who: 'Kim@Partner.example' }
    expect(requests('remove-file-access', { target: FILE, found: permissions, parameters })).toEqual([removal('kim')])
    expect(
      requests('remove-file-access', { target: FILE, found: permissions, parameters: { who: 'ada@acme.example' } }),
    ).toEqual([])
    const left = { status: 200, body: { value: [permissions.body.value[4]] } }
    expect(actionOf('remove-file-access').confirm?.judge(left, input({ target: FILE, parameters }))).toEqual({
      done: false,
      result:
        'Microsoft lists 1 of those who have access that are meant, 1 of them from a folder above: take them there.',
    })
  })

  it('take a member out of a group by $ref, without which the user would be deleted', () =>
    expect(requests('remove-group-member', { parameters: { group: 'g1' } })).toEqual([
      { method: 'DELETE', path: `/groups/g1/members/${BEN}/$ref` },
    ]))

  it('take one role of several', () => {
    const found = {
      status: 200,
      body: {
        value: [
          { id: 'a1', roleDefinitionId: 'r1' },
          { id: 'a2', roleDefinitionId: 'r2' },
        ],
      },
    }
    expect(requests('remove-role', { found, parameters: { role: 'r2' } })).toEqual([
      { method: 'DELETE', path: '/roleManagement/directory/roleAssignments/a2' },
    ])
  })

  it.each([
    ['grant-1', '/oauth2PermissionGrants/grant-1'],
    ['sp-1/assigned-1', '/servicePrincipals/sp-1/appRoleAssignments/assigned-1'],
  ])('revoke the grant %s', (externalId, path) =>
    expect(requests('revoke-grant', { target: { externalId, clientId: 'sp-1' } })).toEqual([
      { method: 'DELETE', path },
    ]),
  )

  it.each([['rule-1'], ['..']])('delete the rule that is called %s', rule => {
    const found = {
      status: 200,
      body: {
        value: [
          { id: 'rule-1', displayName: '..' },
          { id: 'rule-2', displayName: 'News' },
        ],
      },
    }
    expect(requests('delete-inbox-rule', { found, parameters: { rule } })).toEqual([
      { method: 'DELETE', path: `/users/${BEN}/mailFolders/inbox/messageRules/rule-1` },
    ])
  })

  it.each([
    ['2026-03-02T09:00:00Z', true],
    ['2025-01-01T00:00:00Z', false],
  ])('are sure that sessions ended when they count from %s on: %s', (now, done) => {
    const body = (signInSessionsValidFromDateTime: string) => ({
      status: 200,
      body: { signInSessionsValidFromDateTime },
    })
    const { confirm } = actionOf('revoke-sessions')
    expect(confirm?.judge(body(now), input({ found: body('2025-01-01T00:00:00Z') })).done).toBe(done)
  })
})
