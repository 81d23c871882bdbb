import { APP, check, openPosture, result, type Anything } from '../testing.ts'

const OTHER = '00000000-0000-4000-8000-00000000000b'
const AT = '2026-01-02T10:00:00Z'

/** Cells of RFC 4180. */
function cells(text: string): string[][] {
  return text
    .split('\r\n')
    .slice(0, -1)
    .map(line =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare!,
      ),
    )
}

describe('files of findings', () => {
  let posture: Awaited<ReturnType<typeof openPosture>>
  beforeAll(async () => {
    posture = await openPosture()
    await posture.controls([
      check('mfa', 10, {
        url: 'https://help.example/mfa',
        remediation: 'Open **Security**, then [Policies](https://x.example).',
      }),
      check('sso', 5, {
        category: 'sso',
        severity: 'LOW',
        frameworks: [{ framework: 'SOC 2', version: null, requirement: 'CC6.1', derived: true }],
      }),
      check('log', 3, { category: 'logging' }),
    ])
    await posture.app('acme', { name: '=cmd()' })
    await posture.app('globex', { id: OTHER, name: 'Globex Okta' })
    await posture.assess(
      [
        result(
          'mfa',
          'PARTIAL',
          [true, false, false],
          '2 of 3 users, "admins" too, lack <script>alert(1)</script> a factor',
        ),
        result('sso', 'PASS'),
        result('log', 'CANNOT_TELL', [], 'It needs okta.logs.read to read /api/v1/logs.'),
      ],
      AT,
    )
    await posture.assess([result('mfa', 'FAIL', [false])], AT, 'globex', OTHER)
  })
  afterAll(() => posture.close())

  const ocsf = async (query = '', tenant = 'acme') => {
    const { text } = await posture.file(`findings.ocsf.ndjson${query}`, tenant)
    const all = text
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line) as Anything)
    return all.sort((a, b) => (a.compliance.control < b.compliance.control ? -1 : 1))
  }

  it('are OCSF Compliance Findings, one a line', async () => {
    const [log, mfa, sso] = await ocsf()
    expect(mfa).toMatchObject({
      class_uid: 2003,
      category_uid: 2,
      activity_id: 1,
      type_uid: 200_301,
      time: Date.parse(AT),
      severity_id: 4,
      status_id: 1,
      metadata: { version: '1.8.0', product: { name: 'Casbah', vendor_name: 'Casbah' } },
      finding_info: {
        title: 'mfa',
        created_time: Date.parse(AT),
        first_seen_time: Date.parse(AT),
        last_seen_time: Date.parse(AT),
      },
      compliance: {
        control: 'okta/mfa',
        standards: expect.arrayContaining(['CIS v8', 'SOC 2 2017']),
        requirements: expect.arrayContaining(['CIS 6.3', 'SOC 2 CC6.1']),
        status_id: 2,
        status: 'Warning',
      },
      resources: [{ uid: APP, type: 'Application' }, { name: 's1' }, { name: 's2' }],
      remediation: { references: ['https://help.example/mfa'] },
      evidences: [{ name: '/api', data: { endpoint: '/api', hash: 'aa', values: { on: true } } }],
      unmapped: { status: 'PARTIAL', failing: 2, evaluated: 3, max_points: 10 },
    })
    expect(mfa.finding_info.uid).toMatch(/^[0-9a-f-]{36}$/)
    expect(sso).toMatchObject({
      activity_id: 3,
      status_id: 4,
      compliance: { status_id: 1, status: 'Pass' },
      unmapped: { derived_requirements: expect.arrayContaining(['SOC 2 CC6.1']) },
    })
    expect(log).toMatchObject({
      compliance: { status_id: 0, status: 'Unknown', status_detail: expect.stringContaining('okta.logs.read') },
    })
    expect(log).not.toHaveProperty('status_id')
  })

  it('tell an exception apart from what was found', async () => {
    const { data } = await posture.ask(
      '{ findings(filter: { control: ["okta/mfa"] }) { edges { node { id version } } } }',
    )
    const { id, version } = data.findings.edges[0].node
    const set = 'mutation ($i: ExceptionInput!) { setException(input: $i) { userErrors { message } } }'
    const input = {
      finding: id,
      expectedVersion: version,
      kind: 'RISK_ACCEPTED',
      reason: 'Until the =merger',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    }
    expect((await posture.ask(set, { i: input })).data.setException.userErrors).toEqual([])
    const [, mfa] = await ocsf()
    expect(mfa).toMatchObject({
      status_id: 3,
      status: 'Suppressed',
      compliance: { status_id: 2 },
      unmapped: { exception: { kind: 'RISK_ACCEPTED', owner: 'Ada' } },
    })
    const { text } = await posture.file('report.html')
    expect(text).toContain('Accepted for a time')
    await posture.ask('mutation ($i: IdInput!) { clearException(input: $i) { userErrors { message } } }', { i: { id } })
  })

  it.each([
    ['?status=PARTIAL', ['okta/mfa']],
    ['?status=pass&status=CANNOT_TELL', ['okta/log', 'okta/sso']],
    ['?framework=soc%202', ['okta/log', 'okta/mfa', 'okta/sso']],
    ['?framework=CIS', ['okta/log', 'okta/mfa']],
    [`?app=${APP}`, ['okta/log', 'okta/mfa', 'okta/sso']],
    [`?app=${OTHER}`, []],
  ])('are filtered by %s', async (query, expected) => {
    expect((await ocsf(query)).map(each => each.compliance.control)).toEqual(expected)
  })

  it('are tables that no spreadsheet takes for formulas', async () => {
    const { text, headers } = await posture.file('findings.csv?status=PARTIAL')
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('text/csv'),
      'content-disposition': expect.stringMatching(/^attachment; filename="casbah-[\d-]{10}-findings.csv"$/),
    })
    const [header, row, ...more] = cells(text)
    expect(more).toEqual([])
    const named = Object.fromEntries(header!.map((name, n) => [name, row![n]]))
    expect(named).toMatchObject({
      app: "'=cmd()",
      control: 'okta/mfa',
      status: 'PARTIAL',
      failing: '2',
      failing_subjects: 's1; s2',
      message: expect.stringContaining('"admins"'),
    })
  })

  it('are JSON, also when there is none', async () => {
    const all = JSON.parse((await posture.file('findings.json')).text) as Anything[]
    expect(all.map(({ control }) => control).sort()).toEqual(['okta/log', 'okta/mfa', 'okta/sso'])
    expect(JSON.parse((await posture.file('findings.json?status=ERROR')).text)).toEqual([])
  })

  it('are of the tenant that asks', async () => {
    expect((await ocsf('', 'globex')).map(each => each.resources[0].name)).toEqual(['Globex Okta'])
    const { text } = await posture.file('report.html', 'globex')
    expect(text).toContain('Globex Okta')
    expect(text).not.toContain('cmd()')
  })

  it('come page by page, each finding once', async () => {
    const checks = Array.from({ length: 450 }, (_, n) => check(`many-${n}`, 1))
    await posture.feed('', 'connector.changed', [
      { slug: 'okta', name: 'okta', vendor: 'okta', version: '1', state: 'READY', streams: [], actions: [], checks },
    ])
    await posture.assess(
      checks.map(({ title }) => result(title, 'PASS')),
      AT,
      'globex',
      OTHER,
    )
    const ids = (await ocsf('', 'globex')).map(each => each.finding_info.uid as string)
    expect(new Set(ids).size).toBe(450)
    expect(ids).toHaveLength(450)
  })

  it.each([
    ['findings.csv', null, 401, 'gateway'],
    ['findings.csv', ['apps:read'], 403, 'posture:read'],
    ['findings.xls', ['posture:read'], 404, 'findings.csv'],
    ['constructor', ['posture:read'], 404, 'report.html'],
    ['findings.csv?severity=HIGH', ['posture:read'], 400, 'app, status, framework'],
    ['findings.csv?status=BROKEN', ['posture:read'], 400, 'CANNOT_TELL'],
    ['findings.csv?app=okta', ['posture:read'], 400, 'no id of an app'],
    ['report.html?app=x', ['posture:read'], 400, 'takes no filters'],
  ])('refuse %s of %j with %i', async (path, scopes, status, words) => {
    const answer = await posture.file(path, scopes === null ? null : 'acme', scopes ?? [])
    expect(answer.status).toBe(status)
    expect((JSON.parse(answer.text) as Anything).errors[0].message).toContain(words)
  })
})

describe('the report', () => {
  let posture: Awaited<ReturnType<typeof openPosture>>
  beforeAll(async () => {
    posture = await openPosture()
  })
  afterAll(() => posture.close())

  it('says so when there is nothing yet', async () => {
    const { text, status } = await posture.file('report.html')
    expect(status).toBe(200)
    expect(text).toContain('0 connected apps')
    expect(text).toContain('Nothing that was judged fails.')
  })

  it('is one page that needs nothing else, and runs nothing that vendors wrote', async () => {
    await posture.controls([check('mfa', 10, { remediation: 'Use `Security`.' }), check('log', 3)])
    await posture.app('acme', { name: '<b>Okta</b> & "friends"' })
    for (const [day, failing] of [
      ['01', true],
      ['02', false],
    ] as const)
      await posture.assess(
        [
          result('mfa', 'PARTIAL', [true, failing ? false : true, false], 'Lacks <script>alert(1)</script>'),
          result('log', 'CANNOT_TELL', [], 'It needs okta.logs.read.'),
        ],
        `2026-01-${day}T10:00:00Z`,
      )
    const { text, headers } = await posture.file('report.html')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(text).not.toMatch(/<script|src=|href=|url\(|@import/)
    expect(text).toContain('Lacks &lt;script&gt;')
    expect(text).toContain('&lt;b&gt;Okta&lt;/b&gt; &amp; &quot;friends&quot;')
    expect(text).toContain('okta.logs.read')
    expect(text).toContain('67<span>%')
    expect(text).toContain('Use Security.')
  })
})
