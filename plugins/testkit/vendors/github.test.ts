import { generateKeyPairSync } from 'node:crypto'
import { SignJWT, importPKCS8 } from 'jose'
import { createGithub } from './github.ts'
import type { GithubSettings } from './github/settings.ts'
import { asking, describedBy, fakeClock, MONDAY, nextLink, person } from './testing.ts'

const ORG = 'https://api.github.com/orgs/acme'
const DAY = 86_400_000
const conformance = describedBy('github')

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const SETTINGS: Partial<GithubSettings> = {
  installations: [
    {
      id: 501,
      app_id: 77,
      app_slug: 'builder',
      repository_selection: 'all',
      permissions: { contents: 'write' },
      created_at: '2026-01-05T08:00:00Z',
    },
  ],
  personalAccessTokens: [
    {
      id: 601,
      owner: 'bob',
      token_name: 'release',
      repository_selection: 'subset',
      permissions: { repository: { contents: 'read' } },
      access_granted_at: '2026-01-10T08:00:00Z',
      token_expires_at: null,
      token_last_used_at: null,
    },
  ],
  credentialAuthorizations: [
    {
      login: 'bob',
      credential_id: 701,
      credential_type: 'SSH key',
      fingerprint: 'SHA256:invented',
      credential_authorized_at: '2026-01-12T08:00:00Z',
      credential_accessed_at: null,
      authorized_credential_id: null,
      authorized_credential_title: 'laptop',
    },
  ],
  hooks: [
    {
      id: 801,
      type: 'Organization',
      name: 'web',
      active: true,
      events: ['push'],
      url: 'https://api.github.com/orgs/acme/hooks/801',
      ping_url: 'https://api.github.com/orgs/acme/hooks/801/pings',
      config: { url: 'https://ci.acme.example/hook', insecure_ssl: '0', content_type: 'json' },
      created_at: '2026-01-02T08:00:00Z',
      updated_at: '2026-01-02T08:00:00Z',
    },
  ],
  dependabotAlerts: [
    {
      number: 1,
      repository: 'api',
      state: 'open',
      severity: 'critical',
      subject: 'left-pad',
      created_at: '2026-02-01T08:00:00Z',
    },
    {
      number: 2,
      repository: 'api',
      state: 'open',
      severity: 'low',
      subject: 'is-odd',
      created_at: '2026-02-01T08:00:00Z',
    },
    {
      number: 3,
      repository: 'api',
      state: 'fixed',
      severity: 'critical',
      subject: 'lodash',
      created_at: '2026-02-01T08:00:00Z',
    },
  ],
  secretScanningAlerts: [
    { number: 4, repository: 'api', state: 'open', subject: 'aws_access_key_id', created_at: '2026-02-01T08:00:00Z' },
    { number: 5, repository: 'api', state: 'resolved', subject: 'slack_token', created_at: '2026-02-01T08:00:00Z' },
  ],
  repositories: [
    {
      name: 'website',
      private: false,
      deployKeys: [
        { id: 901, title: 'deploy', key: 'ssh-ed25519 AAAA', read_only: false, created_at: '2026-01-03T08:00:00Z' },
      ],
    },
    { name: 'api', private: true, internal: true, protection: null, rules: [{ type: 'DELETION' }] },
  ],
}

const PERMISSIONS: Record<string, 'read' | 'write'> = {
  administration: 'read',
  members: 'read',
  organization_administration: 'read',
  organization_personal_access_tokens: 'write',
}

function setUp({ rows = 0, permissions = PERMISSIONS } = {}) {
  const clock = fakeClock()
  const accounts = [
    person('ada', { id: '101', isAdmin: true }),
    person('bob', { id: '102', mfa: false, groups: ['core'] }),
    person('eve', { id: '103', groups: ['outside-collaborators'] }),
  ]
  const app = {
    appId: '4711',
    installationId: '815',
    publicKey,
    permissions,
  }
  const settings = structuredClone(SETTINGS)
  const vendor = createGithub({ org: 'acme', token: 'secret', app, now: clock.now, accounts, settings })
  vendor.emit(Array.from({ length: rows }, (_, index) => row(index)))
  const headers = { authorization: 'Bearer secret', 'user-agent': 'test' }
  /** As the app that is installed: with a token of its own, given for a signed one. */
  const asApp = async () => {
    const jwt = await new SignJWT({ iss: '4711', iat: clock.now() / 1_000, exp: clock.now() / 1_000 + 300 })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(await importPKCS8(privateKey, 'RS256'))
    const plain = asking(vendor, conformance, { 'user-agent': 'test' })
    const { body } = await plain('https://api.github.com/app/installations/815/access_tokens', {
      method: 'POST',
      headers: { authorization: `Bearer ${jwt}` },
    })
    const { token } = body as { token: string }
    return asking(vendor, conformance, { ...headers, authorization: `Bearer ${token}` })
  }
  return { clock, vendor, accounts, headers, asApp, ask: asking(vendor, conformance, headers) }
}

function row(index: number, action = 'repo.create', at = MONDAY - DAY + index * 1_000) {
  return { '@timestamp': at, _document_id: `doc-${index}`, action, actor: 'ada', org: 'acme', created_at: at }
}

const ids = (body: unknown) => (body as { _document_id: string }[]).map(each => each._document_id)

describe('github: routes fit the description', () => {
  it.each([
    ['', 200],
    ['/audit-log?include=all&order=asc&per_page=100', 200],
    ['/audit-log?phrase=created:%3E%3D2026-01-01', 200],
    ['/audit-log?phrase=who', 422],
    ['/members?role=admin', 200],
    ['/members?filter=2fa_disabled', 200],
    ['/members/ada', 204],
    ['/memberships/ada', 200],
    ['/memberships/nobody', 404],
    ['/outside_collaborators', 200],
    ['/actions/permissions', 200],
    ['/actions/permissions/workflow', 200],
    ['/hooks', 200],
    ['/installations', 200],
    ['/rulesets', 200],
    ['/personal-access-tokens', 403],
    ['/teams', 200],
    ['/dependabot/alerts?state=open&severity=critical', 200],
    ['/credential-authorizations', 200],
    ['/code-security/configurations', 200],
    ['/code-security/configurations/defaults', 200],
    ['/secret-scanning/alerts?state=open&hide_secret=true', 200],
    ['/repos', 200],
  ])('GET /orgs/acme%s answers %i', async (path, status) => {
    const { ask } = setUp({ rows: 3 })
    expect((await ask(ORG + path)).status).toBe(status)
  })

  it.each([
    ['', 200],
    ['/keys', 200],
  ])('GET /repos/acme/website%s answers %i', async (path, status) => {
    const { ask } = setUp()
    expect((await ask(`https://api.github.com/repos/acme/website${path}`)).status).toBe(status)
  })

  // What the description leaves out and the connector asks for: members of a team, changing a webhook, adding a deploy key, and GraphQL below.
  it.each([
    ['GET', '/orgs/acme/teams/core/members', undefined, 200, [{ login: 'bob' }]],
    ['PATCH', '/orgs/acme/hooks/801', { active: false }, 200, { id: 801, active: false }],
    ['GET', '/orgs/acme/hooks/801', undefined, 200, { id: 801, active: true }],
    ['POST', '/repos/acme/api/keys', { title: 'new', key: 'ssh-ed25519 BBBB', read_only: true }, 201, { title: 'new' }],
  ])('%s %s is undescribed and answers', async (method, path, body, status, expected) => {
    const { ask } = setUp()
    const sent = { method, ...(body && { body: JSON.stringify(body) }) }
    expect(await ask(`https://api.github.com${path}`, sent)).toMatchObject({ status, body: expected })
  })

  it('a wrong token gets 401, another organisation 404', async () => {
    const { vendor, ask } = setUp()
    const wrong = asking(vendor, conformance, { authorization: 'Bearer wrong', 'user-agent': 'test' })
    expect((await wrong(ORG)).status).toBe(401)
    expect((await ask('https://api.github.com/orgs/other')).status).toBe(404)
  })
})

describe('github: the audit log', () => {
  it.each([
    ['asc', ['doc-0', 'doc-1', 'doc-2', 'doc-3', 'doc-4']],
    ['desc', ['doc-4', 'doc-3', 'doc-2', 'doc-1', 'doc-0']],
  ])('order=%s pages through everything once; the last page has no next', async (order, expected) => {
    const { ask } = setUp({ rows: 5 })
    const found: string[] = []
    let address: string | undefined = `${ORG}/audit-log?order=${order}&per_page=2`
    let pages = 0
    for (; address; pages += 1) {
      const answer = await ask(address)
      found.push(...ids(answer.body))
      address = nextLink(answer)
    }
    expect([found, pages]).toEqual([expected, 3])
  })

  it.each([
    ['created:>=2026-03-01T09:00:02Z', ['doc-2', 'doc-3', 'doc-4']],
    ['created:>=2026-03-01T09:00:01+00:00 created:<2026-03-01T09:00:03+00:00', ['doc-1', 'doc-2']],
    ['created:2026-03-01T09:00:01Z..2026-03-01T09:00:02Z', ['doc-1', 'doc-2']],
    ['created:2026-03-01', ['doc-0', 'doc-1', 'doc-2', 'doc-3', 'doc-4']],
    ['created:<2026-03-01', []],
  ])('phrase %s', async (phrase, expected) => {
    const { ask } = setUp({ rows: 5 })
    const { body } = await ask(`${ORG}/audit-log?order=asc&phrase=${encodeURIComponent(phrase)}`)
    expect(ids(body)).toEqual(expected)
  })

  it('git events come only when asked for, and only for seven days', async () => {
    const { ask, vendor } = setUp({ rows: 1 })
    vendor.emit([row(7, 'git.clone', MONDAY - 8 * DAY), row(8, 'git.clone', MONDAY - DAY)])
    const read = async (include: string) => ids((await ask(`${ORG}/audit-log?order=asc&include=${include}`)).body)
    expect([await read('web'), await read('git'), await read('all')]).toEqual([
      ['doc-0'],
      ['doc-8'],
      ['doc-0', 'doc-8'],
    ])
  })

  it('the enterprise’s has the same rows, and shows them to no installation of an app', async () => {
    const { ask, asApp } = setUp({ rows: 2 })
    const address = 'https://api.github.com/enterprises/acme/audit-log?order=asc&per_page=1'
    const first = await ask(address)
    expect(ids(first.body)).toEqual(['doc-0'])
    expect(ids((await ask(nextLink(first)!)).body)).toEqual(['doc-1'])
    expect((await (await asApp())(address)).status).toBe(403)
  })

  it('1,750 requests an hour on the log, apart from other endpoints; then 403 with no request left', async () => {
    const { vendor, headers, clock, ask } = setUp()
    const fast = asking(vendor, null, headers)
    for (let index = 0; index < 1_750; index += 1) await fast(`${ORG}/audit-log`)
    const refused = await ask(`${ORG}/audit-log`)
    expect(refused).toMatchObject({
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '1750' },
    })
    expect((await ask(`${ORG}/members`)).status).toBe(200)
    clock.advance(3_600_000)
    expect((await ask(`${ORG}/audit-log`)).status).toBe(200)
  })
})

describe('github: actions', () => {
  it('removing a member leaves a row, and the membership is gone', async () => {
    const { ask, vendor } = setUp()
    expect((await ask(`${ORG}/memberships/bob`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(`${ORG}/memberships/bob`)).status).toBe(404)
    expect((await ask(`${ORG}/members`)).body).toMatchObject([{ login: 'ada' }])
    expect((await ask(`${ORG}/audit-log`)).body).toMatchObject([
      { action: 'org.remove_member', user: 'bob', user_id: 102 },
    ])
    expect(vendor.size()).toBe(1)
  })

  it('an outside collaborator is removed by his own route', async () => {
    const { ask } = setUp()
    expect((await ask(`${ORG}/outside_collaborators/eve`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(`${ORG}/outside_collaborators`)).body).toEqual([])
  })

  it('a public repository becomes private', async () => {
    const { ask } = setUp()
    const address = 'https://api.github.com/repos/acme/website'
    expect((await ask(address)).body).toMatchObject({ private: false })
    const changed = await ask(address, { method: 'PATCH', body: JSON.stringify({ private: true }) })
    expect(changed).toMatchObject({ status: 200, body: { private: true } })
    expect((await ask(`${ORG}/audit-log`)).body).toMatchObject([{ action: 'repo.access', visibility: 'private' }])
  })

  it('a repository for the whole enterprise becomes private, and says what it was', async () => {
    const { ask } = setUp()
    const address = 'https://api.github.com/repos/acme/api'
    expect((await ask(address)).body).toMatchObject({ private: true, visibility: 'internal' })
    await ask(address, { method: 'PATCH', body: JSON.stringify({ visibility: 'private' }) })
    expect((await ask(`${ORG}/audit-log`)).body).toMatchObject([{ previous_visibility: 'internal' }])
  })

  it('a token is revoked by an app alone', async () => {
    const { ask, asApp } = setUp()
    const revoke = { method: 'POST', body: JSON.stringify({ action: 'revoke' }) }
    expect((await ask(`${ORG}/personal-access-tokens/601`, revoke)).status).toBe(403)
    const byApp = await asApp()
    expect((await byApp(`${ORG}/personal-access-tokens`)).body).toMatchObject([{ id: 601, owner: { login: 'bob' } }])
    expect((await byApp(`${ORG}/personal-access-tokens/601`, revoke)).status).toBe(204)
    expect((await byApp(`${ORG}/personal-access-tokens/601`, revoke)).status).toBe(404)
    expect((await byApp(`${ORG}/personal-access-tokens`)).body).toEqual([])
    expect((await ask(`${ORG}/audit-log`)).body).toMatchObject([
      { action: 'personal_access_token.access_revoked', user: 'bob' },
    ])
  })

  it.each([
    ['DELETE', '/orgs/acme/credential-authorizations/701', undefined, 204, 'org_credential_authorization.revoke'],
    ['DELETE', '/repos/acme/website/keys/901', undefined, 204, 'public_key.delete'],
    ['PATCH', '/orgs/acme/hooks/801', { active: false }, 200, 'hook.active_changed'],
    ['PATCH', '/orgs/acme', { default_repository_permission: 'none' }, 200, 'org.update_default_repository_permission'],
  ])('%s %s is done, and leaves the row %s', async (method, path, body, status, action) => {
    const { ask } = setUp()
    const sent = { method, ...(body && { body: JSON.stringify(body) }) }
    expect((await ask(`https://api.github.com${path}`, sent)).status).toBe(status)
    expect((await ask(`${ORG}/audit-log`)).body).toMatchObject([{ action }])
  })

  it.each([
    [`${ORG}/credential-authorizations/1`, 404],
    ['https://api.github.com/repos/acme/website/keys/1', 404],
    // A member, who is no outside collaborator.
    [`${ORG}/outside_collaborators/bob`, 422],
  ])('DELETE %s finds nothing', async (address, status) => {
    const { ask } = setUp()
    expect((await ask(address, { method: 'DELETE' })).status).toBe(status)
  })

  it('an app has three times as many requests as a token', async () => {
    const { ask, asApp } = setUp()
    const byApp = await asApp()
    const limitOf = async (send: typeof ask) => (await send(`${ORG}/repos`)).headers['x-ratelimit-limit']
    expect([await limitOf(ask), await limitOf(byApp)]).toEqual(['5000', '15000'])
  })

  it('an app needs the permission for each', async () => {
    const byApp = await setUp().asApp()
    expect((await byApp(`${ORG}/hooks`)).status).toBe(403)
    expect((await byApp(`${ORG}/members/bob`, { method: 'DELETE' })).status).toBe(403)
    expect((await byApp(`${ORG}/repos`)).status).toBe(200)
  })
})

describe('github: GraphQL', () => {
  const QUERY = `query ($org: String!, $after: String) { organization(login: $org) { repositories(first: 1, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { nameWithOwner deployKeys(first: 100) { nodes { title readOnly } }
      defaultBranchRef { branchProtectionRule { allowsDeletions } rules(first: 100) { nodes { type } } } } } } }`
  const send = async (ask: ReturnType<typeof asking>, variables: object, query = QUERY) => {
    const { status, body } = await ask('https://api.github.com/graphql', {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
    })
    return {
      status,
      ...(body as { data?: { organization: { repositories: Repositories } | null }; errors?: object[] }),
    }
  }
  interface Repositories {
    pageInfo: { hasNextPage: boolean; endCursor: string }
    nodes: object[]
  }

  it('answers the fields that are asked for, page by page', async () => {
    const { ask } = setUp()
    const first = await send(ask, { org: 'acme' })
    const { nodes, pageInfo } = first.data!.organization!.repositories
    expect(nodes).toEqual([
      {
        nameWithOwner: 'acme/website',
        deployKeys: { nodes: [{ title: 'deploy', readOnly: false }] },
        defaultBranchRef: { branchProtectionRule: { allowsDeletions: false }, rules: { nodes: [] } },
      },
    ])
    expect(pageInfo.hasNextPage).toBe(true)
    const second = await send(ask, { org: 'acme', after: pageInfo.endCursor })
    expect(second.data!.organization!.repositories).toMatchObject({
      pageInfo: { hasNextPage: false },
      nodes: [
        {
          nameWithOwner: 'acme/api',
          defaultBranchRef: { branchProtectionRule: null, rules: { nodes: [{ type: 'DELETION' }] } },
        },
      ],
    })
  })

  it('says what is wrong with status 200', async () => {
    const { ask } = setUp()
    expect(await send(ask, { org: 'other' })).toMatchObject({
      status: 200,
      data: { organization: null },
      errors: [{ type: 'NOT_FOUND' }],
    })
    expect(await send(ask, { org: 'acme' }, QUERY.replace('first: 1,', ''))).toMatchObject({
      status: 200,
      errors: [{ type: 'MISSING_PAGINATION_BOUNDARIES' }],
    })
  })

  it('hides keys and protection from an app that may not administer repositories', async () => {
    const { asApp } = setUp({ permissions: { organization_administration: 'read' } })
    const { data, errors } = await send(await asApp(), { org: 'acme' })
    expect(errors).toMatchObject([{ type: 'FORBIDDEN' }])
    expect(data!.organization!.repositories.nodes).toMatchObject([
      { deployKeys: null, defaultBranchRef: { branchProtectionRule: null } },
    ])
  })
})

describe('github: alerts', () => {
  it('are told apart by state and severity, and keep the secret for themselves when asked to', async () => {
    const { ask } = setUp()
    const read = async (path: string) => (await ask(ORG + path)).body
    expect(await read('/dependabot/alerts?state=open&severity=critical')).toMatchObject([{ number: 1 }])
    expect(await read('/secret-scanning/alerts?state=open&hide_secret=true')).toMatchObject([{ number: 4, secret: '' }])
  })

  it('of Dependabot go on by a cursor', async () => {
    const { ask } = setUp()
    const first = await ask(`${ORG}/dependabot/alerts?per_page=2`)
    expect(first.body).toMatchObject([{ number: 1 }, { number: 2 }])
    expect((await ask(nextLink(first)!)).body).toMatchObject([{ number: 3 }])
  })
})
