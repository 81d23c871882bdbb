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

  it('are five, none of which passes on nothing', () =>
    expect(github.checks.filter(({ judge }) => judge).map(check => judgeCheck(check, {}).status)).toEqual(
      Array(5).fill('CANNOT_TELL'),
    ))
})

describe('actions', () => {
  const [removeMember, makePrivate] = [github.actions[0]!, github.actions[1]!]
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
})
