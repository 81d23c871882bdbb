import { judgeCheck } from '@casbah/testkit'
import {
  isConnector,
  type ActionInput,
  type ActivityDraft,
  type Listing,
  type PolledStream,
  type PushedStream,
} from '@casbah/sdk'
import github from './index.ts'
import { streams } from './streams.ts'

const config = github.card.config.parse({ org: 'acme' })
const [stream, pushed] = streams as [PolledStream, PushedStream]

function read(row: Record<string, unknown>): ActivityDraft & { action?: string } {
  const [draft, ...more] = stream.toActivities(stream.row.parse(row))
  expect(more).toEqual([])
  return { ...draft!, action: github.vocabulary[draft!.vendorAction]?.[0] }
}

describe('the connector', () => {
  it('is one', () => expect(isConnector(github)).toBe(true))

  it.each([
    ['acme', true],
    ['Acme-Labs', true],
    ['acme/api', false],
    ['-acme', false],
    ['https://github.com/acme', false],
    ['', false],
  ])('takes %s as organisation: %s', (org, good) => expect(github.card.config.safeParse({ org }).success).toBe(good))

  it('has one meaning for each action, of a known class', () => {
    const known = new Set([2002, 2004, 3001, 3002, 3004, 3005, 3006, 6001, 6002, 6003])
    const meanings = new Map<string, string>()
    for (const [action, classUid, activityId] of Object.values(github.vocabulary)) {
      expect(action).toMatch(/^[a-z_]+\.[a-z_]+$/)
      expect(known.has(classUid)).toBe(true)
      expect(meanings.get(action) ?? `${classUid}/${activityId}`).toBe(`${classUid}/${activityId}`)
      meanings.set(action, `${classUid}/${activityId}`)
    }
    expect(Object.keys(github.vocabulary).length).toBeGreaterThan(150)
  })

  it('names only scopes and reads that exist', () => {
    const scopes = new Set(github.card.scopes.map(({ scope }) => scope))
    const needed = [...github.streams, ...github.inventory.accounts].flatMap(part => part.scopes)
    expect(needed.filter(scope => !scopes.has(scope))).toEqual([])
    expect(github.checks.flatMap(check => check.reads).filter(name => !github.reads[name])).toEqual([])
    expect(Object.keys(github.reads).filter(name => !github.checks.some(check => check.reads.includes(name)))).toEqual(
      [],
    )
  })
})

describe('the audit log', () => {
  const phrase = (since: string, until?: string) =>
    stream.request({ config, partition: '', since, until }).query?.phrase

  it('is asked for oldest first, Git events included', () =>
    expect(stream.request({ config, partition: '', since: '2026-01-01T00:00:00.000Z' })).toEqual({
      path: '/orgs/acme/audit-log',
      query: { phrase: 'created:>=2026-01-01T00:00:00+00:00', include: 'all', order: 'asc', per_page: 100 },
    }))

  // The search knows whole seconds and includes its end.
  it.each([
    ['2026-01-01T00:00:00.999Z', undefined, 'created:>=2026-01-01T00:00:00+00:00'],
    [
      '2026-01-01T00:00:00.000Z',
      '2026-01-02T00:00:00.000Z',
      'created:2026-01-01T00:00:00+00:00..2026-01-01T23:59:59+00:00',
    ],
    [
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:05.500Z',
      'created:2026-01-01T00:00:00+00:00..2026-01-01T00:00:05+00:00',
    ],
    [
      '2026-01-01T00:00:00.200Z',
      '2026-01-01T00:00:00.400Z',
      'created:2026-01-01T00:00:00+00:00..2026-01-01T00:00:00+00:00',
    ],
  ])('from %s until %s is %s', (since, until, expected) => expect(phrase(since, until)).toBe(expected))

  it('reads a clone with all that it tells', () => {
    const draft = read({
      '@timestamp': 1767225600000,
      _document_id: 'd1',
      action: 'git.clone',
      actor: 'ada',
      actor_id: 7,
      actor_ip: '203.0.113.9',
      actor_location: { country_code: 'CZ' },
      external_identity_nameid: 'ada@acme.example',
      programmatic_access_type: 'Personal access token (classic)',
      org: 'acme',
      repository: 'acme/api',
      user: '',
      user_agent: 'git/2.50',
    })
    expect(draft).toEqual({
      action: 'repository.clone',
      vendorAction: 'git.clone',
      actor: { id: 'ada', name: 'ada', email: 'ada@acme.example', kind: 'user' },
      targets: [
        { kind: 'repository', id: 'acme/api', name: 'acme/api' },
        { kind: 'organization', id: 'acme', name: 'acme' },
      ],
      outcome: 'SUCCESS',
      outcomeReason: undefined,
      ip: { address: '203.0.113.9', country: 'CZ' },
      userAgent: 'git/2.50',
      isAdmin: false,
    })
  })

  it.each<[string, Record<string, unknown>, Partial<ReturnType<typeof read>>]>([
    [
      'a download',
      { action: 'repo.download_zip', actor: 'ada', repo: 'acme/api' },
      { action: 'repository.download', targets: [{ kind: 'repository', id: 'acme/api', name: 'acme/api' }] },
    ],
    [
      'a member removed',
      { action: 'org.remove_member', actor: 'ada', user: 'ben' },
      { action: 'org.remove_member', isAdmin: true, targets: [{ kind: 'user', id: 'ben', name: 'ben' }] },
    ],
    [
      'a repository published',
      { action: 'repo.access', visibility: 'public' },
      { action: 'repository.visibility', actor: undefined },
    ],
    [
      'two-factor switched off',
      { action: 'org.disable_two_factor_requirement', actor: 'ada' },
      { action: 'mfa_requirement.disable', isAdmin: true },
    ],
    [
      'log streaming switched off',
      { action: 'audit_log_streaming.destroy', actor: 'ada' },
      { action: 'logging.disable', isAdmin: true },
    ],
    [
      'an address list switched off',
      { action: 'ip_allow_list.disable', actor: 'ada' },
      { action: 'network_zone.disable', isAdmin: true },
    ],
    [
      'a hook',
      { action: 'hook.create', data: { hook_id: 5 } },
      { action: 'webhook.create', targets: [{ kind: 'webhook', id: '5' }] },
    ],
    [
      'a team',
      { action: 'team.create', data: { team: 'acme/core' } },
      { targets: [{ kind: 'group', id: 'acme/core', name: 'acme/core' }] },
    ],
    [
      'an app installed',
      { action: 'integration_installation.create', name: 'CI' },
      { action: 'app.install', targets: [{ kind: 'app', name: 'CI' }] },
    ],
    [
      'a bot',
      { action: 'git.push', actor: 'renovate[bot]' },
      { actor: { id: 'renovate[bot]', name: 'renovate[bot]', kind: 'service' } },
    ],
    [
      'GitHub itself',
      { action: 'secret_scanning_alert.create', actor: 'github' },
      { actor: { id: 'github', name: 'github', kind: 'system' } },
    ],
    [
      'a failed run',
      { action: 'workflows.completed_workflow_run', conclusion: 'failure' },
      { outcome: 'FAILURE', outcomeReason: 'failure' },
    ],
    [
      'a cancelled run',
      { action: 'workflows.completed_workflow_run', conclusion: 'cancelled' },
      { outcome: 'UNKNOWN' },
    ],
    ['a failed sign-in', { action: 'user.failed_login', actor: 'ada' }, { action: 'user.login', outcome: 'FAILURE' }],
    ['a sign-on answer', { action: 'org.sso_response', actor: 'ada' }, { action: 'app.login', isAdmin: false }],
    ['an event that is new', { action: 'brand.new', actor: null }, { action: undefined, actor: undefined }],
  ])('reads %s', (_, row, expected) => expect(read(row)).toMatchObject(expected))

  // A row with `@timestamp` is timed by the stream's `time`; only without it does the draft bring one.
  it.each([
    [{ '@timestamp': 1767225600000, created_at: 1 }, undefined],
    [{ created_at: 1767225600000 }, '2026-01-01T00:00:00.000Z'],
    [{ created_at: '2026-01-01 00:00:00.605000000' }, '2026-01-01T00:00:00.605Z'],
    [{ created_at: '2026-01-01 00:00:00000000' }, undefined],
    [{}, undefined],
  ])('times %j at %s', (fields, time) => expect(read({ action: 'repo.create', ...fields }).time).toBe(time))

  it.each([{}, { action: '' }, { action: 7 }, { action: 'x', actor_location: 'CZ' }])('refuses %j', row =>
    expect(stream.row.safeParse(row).success).toBe(false),
  )
})

describe('the enterprise', () => {
  const read = (enterprise?: string) => {
    const whole = github.card.config.parse({ org: 'acme', enterprise })
    return [
      stream.request({ config: whole, partition: '', since: '2026-01-01T00:00:00.000Z' }),
      github.card.probe(whole),
    ]
  }

  it.each([
    [undefined, '/orgs/acme/audit-log'],
    ['acme-corp', '/enterprises/acme-corp/audit-log'],
  ])('%s has its log read at %s, which the probe asks for, too', (enterprise, path) =>
    expect(read(enterprise).map(request => request.path)).toEqual([path, path]),
  )

  it.each(['acme/api', 'https://github.com/enterprises/acme', ''])('is not called %j', enterprise =>
    expect(github.card.config.safeParse({ org: 'acme', enterprise }).success).toBe(false),
  )
})

describe('webhooks', () => {
  // A UUID of version 1, made at 2026-03-02T09:00:00Z.
  const DELIVERY = '31746800-1616-11f1-8000-0123456789ab'
  const sent = (event: string, body: object = {}) => {
    const row = pushed.row.parse({ x_github_event: event, x_github_delivery: DELIVERY, ...body })
    return pushed.toActivities(row).map(draft => ({ ...draft, action: github.vocabulary[draft.vendorAction]?.[0] }))
  }
  const about = {
    sender: { login: 'ada', type: 'User' },
    repository: { full_name: 'acme/api' },
    organization: { login: 'acme' },
  }
  const [REPOSITORY, ORGANIZATION] = [
    { kind: 'repository', id: 'acme/api', name: 'acme/api' },
    { kind: 'organization', id: 'acme', name: 'acme' },
  ]

  it('are signed by the secret that the operator enters', () =>
    expect(pushed.intake).toEqual({
      signature: {
        type: 'hmac',
        header: 'X-Hub-Signature-256',
        algorithm: 'sha256',
        encoding: 'hex',
        prefix: 'sha256=',
        secret: '{webhookSecret}',
      },
      rows: '',
      headers: ['X-GitHub-Event', 'X-GitHub-Delivery'],
    }))

  it.each<[string, object, object]>([
    ['push', about, { action: 'repository.push', vendorAction: 'push', targets: [REPOSITORY, ORGANIZATION] }],
    [
      'repository',
      { action: 'publicized', ...about },
      { action: 'repository.visibility', actor: { id: 'ada', name: 'ada', kind: 'user' }, isAdmin: false },
    ],
    [
      'organization',
      { action: 'member_removed', membership: { user: { login: 'ben' } }, organization: { login: 'acme' } },
      { action: 'org.remove_member', isAdmin: true, targets: [{ kind: 'user', id: 'ben', name: 'ben' }, ORGANIZATION] },
    ],
    [
      'membership',
      { action: 'added', member: { login: 'ben' }, team: { slug: 'core' }, organization: { login: 'acme' } },
      {
        action: 'group.add_member',
        targets: [
          { kind: 'user', id: 'ben', name: 'ben' },
          { kind: 'group', id: 'acme/core', name: 'core' },
          ORGANIZATION,
        ],
      },
    ],
    [
      'installation',
      { action: 'created', installation: { app_slug: 'builder' }, sender: { login: 'renovate[bot]', type: 'Bot' } },
      { action: 'app.install', targets: [{ kind: 'app', name: 'builder' }], actor: { kind: 'service' } },
    ],
    [
      'dependabot_alert',
      {
        action: 'created',
        ...about,
        alert: { number: 4, updated_at: '2026-03-02T08:59:00Z', security_advisory: { severity: 'critical' } },
      },
      { action: 'vulnerability.detect', severity: 'CRITICAL', time: undefined },
    ],
    [
      'secret_scanning_alert',
      { action: 'created', ...about, alert: { number: 5 } },
      { action: 'threat.detect', severity: 'HIGH', time: '2026-03-02T09:00:00.000Z' },
    ],
    ['brand_new', { action: 'seen' }, { action: undefined, vendorAction: 'brand_new.seen', actor: undefined }],
  ])('%s %j', (event, body, expected) => expect(sent(event, body)).toMatchObject([expected]))

  it('a ping is none', () => expect(sent('ping', { zen: 'Keep it simple.' })).toEqual([]))

  it.each([
    [DELIVERY, '2026-03-02T09:00:00.000Z'],
    ['0b2c3d4e-5f60-4711-8000-0123456789ab', undefined],
    ['7', undefined],
  ])('are timed by their delivery %s at %s', (delivery, time) =>
    expect(sent('push', { x_github_delivery: delivery })[0]?.time).toBe(time),
  )
})

describe('the inventory', () => {
  it.each([
    [
      'members',
      '/orgs/acme/members',
      {},
      { displayName: 'ada', isService: false, status: 'ACTIVE', isExternal: false },
    ],
    [
      'outside-collaborators',
      '/orgs/acme/outside_collaborators',
      {},
      { displayName: 'ada', isService: false, status: 'ACTIVE', isExternal: true },
    ],
    ['owners', '/orgs/acme/members', { role: 'admin' }, { isAdmin: true }],
    ['members-without-second-factor', '/orgs/acme/members', { filter: '2fa_disabled' }, { mfaEnabled: false }],
    [
      'collaborators-without-second-factor',
      '/orgs/acme/outside_collaborators',
      { filter: '2fa_disabled' },
      { mfaEnabled: false },
    ],
  ])('%s come from %s %j', (name, path, query, account) => {
    const listing = github.inventory.accounts.find(one => one.name === name) as Listing
    expect(listing.request({ config })).toEqual({ path, query: { ...query, per_page: 100 } })
    expect(listing.toAccount(listing.row.parse({ login: 'ada', id: 7, type: 'User', name: null }))).toEqual({
      externalId: 'ada',
      email: undefined,
      ...account,
    })
  })
})

describe('checks', () => {
  const owners = (count: number) => Array.from({ length: count }, (_, index) => ({ login: `owner${index}` }))
  const workflow = (permissions: string, approves: boolean) => ({
    workflowPermissions: { default_workflow_permissions: permissions, can_approve_pull_request_reviews: approves },
  })

  const scanned = (status?: string, archived = false) => ({
    full_name: 'acme/api',
    archived,
    ...(status && { security_and_analysis: { secret_scanning: { status } } }),
  })
  const token = (token_expires_at: string | null) => ({
    token_name: 'release',
    owner: { login: 'ben' },
    access_granted_at: '2026-01-01T00:00:00Z',
    token_expires_at,
  })
  const installation = (repository_selection: string, contents: string) => ({
    app_slug: 'builder',
    repository_selection,
    permissions: { contents },
  })
  const hook = (over: object) => ({
    id: 7,
    active: true,
    config: { url: 'https://ci.acme.example', insecure_ssl: '0', secret: '********', ...over },
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['two-factor-required', { organization: { two_factor_requirement_enabled: true } }, 'PASS'],
    ['two-factor-required', { organization: { two_factor_requirement_enabled: false } }, 'FAIL'],
    ['two-factor-required', { organization: { two_factor_requirement_enabled: null } }, 'CANNOT_TELL'],
    ['base-permission', { organization: { default_repository_permission: 'none' } }, 'PASS'],
    ['base-permission', { organization: { default_repository_permission: 'read' } }, 'PASS'],
    ['base-permission', { organization: { default_repository_permission: 'write' } }, 'FAIL'],
    ['base-permission', { organization: {} }, 'CANNOT_TELL'],
    ['public-repositories', { organization: { members_can_create_public_repositories: false } }, 'PASS'],
    ['public-repositories', { organization: { members_can_create_public_repositories: true } }, 'FAIL'],
    ['public-repositories', { organization: {} }, 'CANNOT_TELL'],
    ['owner-count', { owners: owners(1) }, 'FAIL'],
    ['owner-count', { owners: owners(2) }, 'PASS'],
    ['owner-count', { owners: owners(4) }, 'FAIL'],
    ['owner-count', { owners: [] }, 'CANNOT_TELL'],
    ['members-without-two-factor', { membersWithoutTwoFactor: [{ login: 'ben' }] }, 'FAIL'],
    ['members-without-two-factor', { membersWithoutTwoFactor: [] }, 'PASS'],
    ['members-without-two-factor', { membersWithoutTwoFactor: [{}] }, 'CANNOT_TELL'],
    ['actions-allowed', { actionsPermissions: { allowed_actions: 'local_only' } }, 'PASS'],
    ['actions-allowed', { actionsPermissions: { allowed_actions: 'all' } }, 'FAIL'],
    ['actions-allowed', { actionsPermissions: { allowed_actions: 'some' } }, 'CANNOT_TELL'],
    ['actions-allowed', { actionsPermissions: { enabled_repositories: 'none' } }, 'NOT_APPLICABLE'],
    ['actions-repositories', { actionsPermissions: { enabled_repositories: 'none' } }, 'PASS'],
    ['secret-scanning', { repositories: [scanned('enabled'), scanned('disabled')] }, 'PARTIAL'],
    ['secret-scanning', { repositories: [scanned('disabled', true)] }, 'NOT_APPLICABLE'],
    ['secret-scanning', { repositories: [scanned()] }, 'CANNOT_TELL'],
    ['token-expiry', { personalAccessTokens: [token('2027-01-01T00:00:00Z')] }, 'PASS'],
    ['token-expiry', { personalAccessTokens: [token('2028-01-01T00:00:00Z')] }, 'FAIL'],
    ['token-expiry', { personalAccessTokens: [token(null)] }, 'FAIL'],
    ['token-expiry', { personalAccessTokens: [token('some day')] }, 'CANNOT_TELL'],
    ['app-installations', { installations: [installation('all', 'write')] }, 'FAIL'],
    ['app-installations', { installations: [installation('all', 'read'), installation('selected', 'write')] }, 'PASS'],
    ['webhook-security', { hooks: [hook({}), hook({ secret: undefined })] }, 'PARTIAL'],
    ['webhook-security', { hooks: [hook({ insecure_ssl: 1 }), hook({ url: 'http://ci.acme.example' })] }, 'FAIL'],
    ['critical-alerts', { criticalAlerts: [] }, 'PASS'],
    ['leaked-secrets', { secretAlerts: [{ number: 1, repository: { full_name: 'acme/api' } }] }, 'FAIL'],
    ['workflow-token', workflow('read', false), 'PASS'],
    ['workflow-token', workflow('read', true), 'PARTIAL'],
    ['workflow-token', workflow('write', true), 'FAIL'],
    ['workflow-token', { workflowPermissions: {} }, 'CANNOT_TELL'],
  ])('%s of %j is %s', (name, read, status) =>
    expect(
      judgeCheck(
        github.checks.find(check => check.name === name)!,
        read,
      ).status,
    ).toBe(status),
  )

  it('are thirty, none of which passes on nothing, and three for people to look at', () => {
    const [judged, left] = [github.checks.filter(({ judge }) => judge), github.checks.filter(({ judge }) => !judge)]
    expect(judged.map(check => judgeCheck(check, {}).status)).toEqual(Array(30).fill('CANNOT_TELL'))
    expect(left.map(({ name }) => name)).toEqual(['single-sign-on', 'allowed-addresses', 'audit-log-streaming'])
  })
})

describe('branches', () => {
  const WEAK = { allowsForcePushes: true, allowsDeletions: true, isAdminEnforced: false }
  const row = (protection: object | null, rules: object[] = [], over: object = {}) => ({
    nameWithOwner: 'acme/api',
    isArchived: false,
    deployKeys: { nodes: [] },
    defaultBranchRef: { name: 'main', branchProtectionRule: protection, rules: { nodes: rules } },
    ...over,
  })
  const judged = (name: string, ...branches: object[]) =>
    judgeCheck(
      github.checks.find(check => check.name === name)!,
      { branches },
    ).status
  const pull = (parameters: object) => [{ type: 'PULL_REQUEST', parameters }]

  it.each<[string, object | null, object[], string]>([
    ['branch-protected', WEAK, [], 'PASS'],
    ['branch-protected', null, [{ type: 'DELETION' }], 'PASS'],
    ['branch-protected', null, [], 'FAIL'],
    ['two-approvals', { requiredApprovingReviewCount: 2 }, [], 'PASS'],
    ['two-approvals', { requiredApprovingReviewCount: null }, [], 'FAIL'],
    ['two-approvals', { requiredApprovingReviewCount: 1 }, pull({ requiredApprovingReviewCount: 2 }), 'PASS'],
    ['two-approvals', null, pull({ requiredApprovingReviewCount: 1 }), 'FAIL'],
    ['stale-approvals', { dismissesStaleReviews: false }, [], 'FAIL'],
    ['stale-approvals', null, pull({ dismissStaleReviewsOnPush: true }), 'PASS'],
    ['code-owner-review', null, pull({ requireCodeOwnerReview: true }), 'PASS'],
    ['status-checks', { requiredStatusCheckContexts: [] }, [], 'FAIL'],
    ['status-checks', { requiredStatusCheckContexts: ['build'] }, [], 'PASS'],
    ['no-force-push', WEAK, [{ type: 'NON_FAST_FORWARD' }], 'PASS'],
    ['no-branch-deletion', WEAK, [], 'FAIL'],
    ['signed-commits', null, [{ type: 'REQUIRED_SIGNATURES' }], 'PASS'],
    // Who may bypass a ruleset is not said with its rules.
    ['admins-bound', { isAdminEnforced: true }, [], 'PASS'],
    ['admins-bound', null, [{ type: 'DELETION' }], 'CANNOT_TELL'],
    ['admins-bound', null, [], 'FAIL'],
  ])('%s by %j and %j is %s', (name, protection, rules, status) =>
    expect(judged(name, row(protection, rules))).toBe(status),
  )

  it.each([
    ['of an archived repository', { isArchived: true }, 'NOT_APPLICABLE'],
    ['of an empty one', { defaultBranchRef: null }, 'NOT_APPLICABLE'],
    // Protection is hidden with them.
    ['whose keys are hidden', { deployKeys: null }, 'CANNOT_TELL'],
  ])('one %s is %j: %s', (_, over, status) => expect(judged('branch-protected', row(null, [], over))).toBe(status))

  it.each([
    [[true, false], 'FAIL'],
    [[true], 'PASS'],
    [[], 'NOT_APPLICABLE'],
  ])('deploy keys that can only read: %j is %s', (readOnly, status) => {
    const nodes = readOnly.map((only, index) => ({ title: `key ${index}`, readOnly: only }))
    expect(judged('deploy-keys', row(null, [], { deployKeys: { nodes } }))).toBe(status)
  })

  it('are asked for page by page', () => {
    const asked = (cursor?: string) => github.reads.branches!.request(config, { ...(cursor && { cursor }) })
    expect([asked(), asked('c2')]).toMatchObject([
      { method: 'POST', path: '/graphql', json: { variables: { org: 'acme', after: null } } },
      { json: { variables: { org: 'acme', after: 'c2' } } },
    ])
  })
})

describe('grants', () => {
  const [installations, tokens, credentials] = github.inventory.grants!

  it('are asked for below the organisation, and again after an event of their kind', () => {
    const actions = [
      'integration_installation.create',
      'personal_access_token.access_granted',
      'org_credential_authorization.grant',
    ]
    const told = [installations!, tokens!, credentials!].map(({ request, touched }) => [
      request({ config }).path,
      actions.map(vendorAction => touched!({ vendorAction, outcome: 'SUCCESS' }).length),
    ])
    expect(told).toEqual([
      ['/orgs/acme/installations', [1, 0, 0]],
      ['/orgs/acme/personal-access-tokens', [0, 1, 0]],
      ['/orgs/acme/credential-authorizations', [0, 0, 1]],
    ])
  })

  it.each([
    [{ contents: 'write', metadata: 'read' }, 'HIGH'],
    [{ issues: 'write' }, 'MEDIUM'],
    [{ metadata: 'read' }, 'LOW'],
  ])('an app with %j is %s', (permissions, risk) => {
    const row = { id: 5, app_id: 7, app_slug: 'builder', permissions, created_at: '2026-01-01T00:00:00Z' }
    expect(installations!.toGrant(installations!.row.parse(row))).toMatchObject({
      externalId: 'installations/5',
      clientId: '7',
      risk,
    })
  })

  it.each([
    ['personal access token', ['repo'], 'HIGH'],
    ['personal access token', ['read:org'], 'LOW'],
    ['OAuth app token', ['admin:org'], 'HIGH'],
    ['SSH key', undefined, 'MEDIUM'],
  ])('a %s with %j is %s', (credential_type, scopes, risk) => {
    const row = { credential_id: 9, login: 'ben', credential_type, scopes }
    expect(credentials!.toGrant(credentials!.row.parse(row))).toMatchObject({ account: 'ben', risk })
  })
})

describe('actions', () => {
  const action = (name: string) => github.actions.find(one => one.name === name)!
  const [removeMember, makePrivate] = [action('remove-member'), action('make-repository-private')]
  const ask = (externalId: string): ActionInput => ({ config, target: { externalId }, parameters: {} })

  it('remove-member removes, confirms by 404 and cannot be taken back', () => {
    expect(removeMember.effect).toBe('DESTRUCTIVE')
    expect(removeMember.undo).toBeUndefined()
    expect(removeMember.request(ask('ada'))).toEqual({ method: 'DELETE', path: '/orgs/acme/memberships/ada' })
    expect(removeMember.confirm!.request(ask('ada'))).toEqual({ path: '/orgs/acme/memberships/ada' })
    expect(removeMember.confirm!.judge({ status: 404, body: {} }, ask('ada')).done).toBe(true)
    expect(removeMember.confirm!.judge({ status: 200, body: { state: 'active' } }, ask('ada')).done).toBe(false)
    expect(removeMember.confirm!.judge({ status: 403, body: {} }, ask('ada')).done).toBe(false)
  })

  it('make-repository-private changes the one repository named', () => {
    expect(makePrivate.request(ask('acme/api'))).toEqual({
      method: 'PATCH',
      path: '/repos/acme/api',
      json: { visibility: 'private' },
    })
    const judge = (status: number, body: object) => makePrivate.confirm!.judge({ status, body }, ask('acme/api')).done
    expect(judge(200, { visibility: 'private' })).toBe(true)
    expect(judge(200, { visibility: 'public' })).toBe(false)
    expect(judge(200, {})).toBeNull()
    expect(judge(404, {})).toBe(false)
  })

  it.each(['public', 'internal', 'private'])('make-repository-private takes back what was %s', visibility => {
    const found = { status: 200, body: { visibility } }
    const input = { ...ask('acme/api'), found }
    const remembered = makePrivate.remember!(input)
    const undo = makePrivate.undo!.request({ ...input, remembered })
    const sent = visibility === 'private' ? [] : { method: 'PATCH', path: '/repos/acme/api', json: { visibility } }
    expect(undo).toEqual(sent)
    expect(makePrivate.request(input)).toEqual(
      visibility === 'private' ? [] : expect.objectContaining({ method: 'PATCH' }),
    )
    expect(makePrivate.undo!.judge!({ status: 200, body: { visibility } }, { ...input, remembered }).done).toBe(true)
  })

  it.each(['api', 'acme/api/../..', '/api', ''])('make-repository-private refuses the target %j', target =>
    expect(() => makePrivate.request(ask(target))).toThrow('owner/name'),
  )

  it.each([
    ['revoke-sso-credential', 'credential-authorizations/7', 'DELETE', '/orgs/acme/credential-authorizations/7'],
    ['revoke-fine-grained-token', 'personal-access-tokens/8', 'POST', '/orgs/acme/personal-access-tokens/8'],
    ['remove-outside-collaborator', 'kim', 'DELETE', '/orgs/acme/outside_collaborators/kim'],
  ])('%s on %s sends %s %s', (name, externalId, method, path) =>
    expect(action(name).request(ask(externalId))).toMatchObject({ method, path }),
  )

  it.each([
    ['revoke-sso-credential', 'personal-access-tokens/8'],
    ['revoke-fine-grained-token', 'installations/5'],
  ])('%s refuses %s', (name, externalId) =>
    expect(() => action(name).request(ask(externalId))).toThrow('an action of its own'),
  )

  it('what is gone from a full page may be on the next', () => {
    const judge = (rows: object[]) =>
      action('remove-outside-collaborator').confirm!.judge({ status: 200, body: rows }, ask('kim')).done
    const others = Array.from({ length: 100 }, (_, index) => ({ login: `guest${index}` }))
    expect([judge([{ login: 'kim' }]), judge([{ login: 'lou' }]), judge(others)]).toEqual([false, true, null])
  })

  it('set-default-repository-permission sends nothing where it is so, and puts back what was', () => {
    const set = action('set-default-repository-permission')
    const input = (before: string) => ({
      ...ask('acme'),
      parameters: { permission: 'read' },
      found: { status: 200, body: { default_repository_permission: before } },
    })
    expect(set.request(input('read'))).toEqual([])
    expect(set.request(input('admin'))).toMatchObject({ json: { default_repository_permission: 'read' } })
    const remembered = set.remember!(input('admin'))
    expect(set.undo!.request({ ...input('read'), remembered })).toMatchObject({
      json: { default_repository_permission: 'admin' },
    })
    expect(() => set.undo!.request({ ...input('read'), remembered: {} })).toThrow('did not tell')
  })

  it('delete-deploy-key puts back only what GitHub had shown', () => {
    const remove = action('delete-deploy-key')
    const listed = [{ id: 9, title: 'deploy', key: 'ssh-ed25519 AAAA', read_only: true }]
    const input = { ...ask('acme/api'), parameters: { title: 'deploy' }, found: { status: 200, body: listed } }
    expect(remove.request(input)).toEqual({ method: 'DELETE', path: '/repos/acme/api/keys/9' })
    const remembered = remove.remember!(input)
    expect(remove.undo!.request({ ...input, remembered })).toMatchObject({
      method: 'POST',
      json: { title: 'deploy', key: 'ssh-ed25519 AAAA', read_only: true },
    })
    expect(() => remove.undo!.request({ ...input, remembered: {} })).toThrow('cannot be put back')
    expect(remove.request({ ...input, parameters: { title: 'other' } })).toEqual([])
    const twice = { status: 200, body: [...listed, ...listed] }
    expect(() => remove.request({ ...input, found: twice })).toThrow('Several deploy keys')
  })
})
