import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILT_IN } from '../stack/connectors.ts'

// The command line, as a user runs it.

const SLUGS = BUILT_IN.map(name => name.replace('@casbah/connector-', ''))

const root = join(import.meta.dirname, '..', '..', '..')
const shared = process.env.CASBAH_SHARED ?? join(root, '..', 'shared')

function casbah(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'casbah.mjs'), ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  return { status, stdout, stderr: stderr.trim() }
}

describe('casbah', () => {
  it('tells its commands', () =>
    expect(casbah(['help']).stderr).toMatch(/casbah query[\s\S]*casbah alerts --follow[\s\S]*casbah normalize/))

  it.each([
    [['colour'], /no command colour/, 2],
    [['query', '{ x }', '--data-dir', '/nowhere'], /No running Casbah is known here.*npm start/, 1],
    [
      ['query', '{ x }', '--url', 'http://127.0.0.1:9/graphql', '--token', 't'],
      /does not answer.*Is Casbah running/,
      1,
    ],
    [['query', '{ x }', '--wrong'], /'--wrong'.*Usage: casbah query/, 1],
    [['normalize', 'myspace'], new RegExp(`no connector myspace. There are: ${SLUGS.join(', ')}`), 1],
    [['posture', 'assess', 'okta'], /Usage: casbah posture assess <slug> --config F/, 1],
    [['posture', 'assess', 'okta', '--config', '/nowhere/x'], /\/nowhere\/x cannot be read/, 1],
    [['normalize', 'okta', '--stream', 'x'], /okta has no stream x. It has: system-log/, 1],
    [['normalize', 'okta', '--in', '/nowhere/rows'], /\/nowhere\/rows cannot be used/, 1],
  ])('%j is answered with a sentence', (args, sentence, code) => {
    const { status, stderr } = casbah(args)
    expect(stderr).toMatch(sentence)
    expect(status).toBe(code)
  })

  it('normalises what it can read, quarantines what has no time, rejects what it cannot, a line for a line', () => {
    const row = {
      uuid: 'u1',
      published: '2026-03-01T09:30:00.000Z',
      eventType: 'user.session.start',
      severity: 'INFO',
      actor: { id: '00u1', type: 'User', alternateId: 'Ann@Acme.example', displayName: 'Ann' },
      outcome: { result: 'SUCCESS' },
      client: { ipAddress: '81.2.69.142' },
    }
    const { published: _, ...timeless } = row
    const { stdout, status } = casbah(
      ['normalize', 'okta'],
      [JSON.stringify(row), JSON.stringify(timeless), 'not json', '{"colour":1}'].join('\n'),
    )
    const [good, noTime, noJson, noRow, ...more] = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)
    expect(status).toBe(0)
    expect(more).toEqual([])
    expect(good).toMatchObject({
      class_uid: 3002,
      activity_id: 1,
      type_uid: 300201,
      time: Date.parse(row.published),
      actor: { user: { uid: '00u1', email_addr: 'ann@acme.example' } },
      src_endpoint: { ip: '81.2.69.142' },
    })
    expect(noTime).toMatchObject({ time: null, quarantine: 'no readable time', class_uid: 3002 })
    expect(noJson).toEqual({ rejected: expect.stringMatching(/JSON/) })
    expect(noRow).toEqual({ rejected: expect.any(String) })
  })

  describe('posture assess', () => {
    const folder = mkdtempSync(join(tmpdir(), 'casbah-assess-'))
    afterAll(() => rmSync(folder, { recursive: true }))
    const file = (text: string) => {
      const path = join(folder, `${randomUUID()}.json`)
      writeFileSync(path, text)
      return path
    }
    const assess = (slug: string, reads: object) => {
      const { status, stdout, stderr } = casbah([
        'posture',
        'assess',
        slug,
        '--config',
        file(JSON.stringify({ reads })),
      ])
      expect([status, stderr]).toEqual([0, ''])
      const lines = stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as Record<string, unknown> & { control: string })
      return Object.fromEntries(lines.map(line => [line.control, line]))
    }

    it('judges by stored answers, and cannot tell what has none', () => {
      const found = assess('okta', {
        threatInsight: { action: 'block' },
        apiTokens: [{ name: 'ci', network: { connection: 'ANYWHERE' } }],
        passwordPolicies: { status: 403, body: {} },
        authenticators: [],
      })
      expect(found['okta/threat-insight-blocks']).toEqual({
        control: 'okta/threat-insight-blocks',
        title: 'ThreatInsight blocks requests from known bad addresses',
        severity: 'HIGH',
        status: 'PASS',
        message: 'ThreatInsight blocks.',
        failing: 0,
        evaluated: 0,
      })
      expect(found['okta/api-token-network']).toMatchObject({ status: 'FAIL', failing: 1, evaluated: 1 })
      expect(found['okta/password-length']).toMatchObject({
        status: 'CANNOT_TELL',
        message: expect.stringMatching(/needs okta.policies.read/),
      })
      expect(found['okta/weak-factors-off']).toMatchObject({
        status: 'CANNOT_TELL',
        message: expect.stringMatching(/listed nothing/),
      })
      expect(found['okta/admin-console-idle']).toMatchObject({
        status: 'CANNOT_TELL',
        message: expect.stringMatching(/no stored answer of "adminConsole", for which Okta asks okta\.\w+/),
      })
    })

    it('takes rows and whole answers, answers that are no success, and what is read for each of a list', () => {
      const user = (id: string, isEnforcedIn2Sv: boolean) => ({
        id,
        primaryEmail: `${id}@acme.example`,
        isEnforcedIn2Sv,
      })
      const users = [user('a', true), user('b', false), user('c', false)]
      const one = assess('google-workspace', { users })['google-workspace/two-step-enforced']
      expect(one).toMatchObject({ status: 'PARTIAL', failing: 2, evaluated: 3 })
      expect(assess('google-workspace', { users: { users } })['google-workspace/two-step-enforced']).toEqual(one)
      const goesOn = assess('google-workspace', { users: { users, nextPageToken: 'x' } })[
        'google-workspace/two-step-enforced'
      ]
      expect(goesOn).toMatchObject({ status: 'CANNOT_TELL', message: expect.stringMatching(/goes on/) })
      const notSet = { status: 404, body: { Error: { Code: 'NoSuchPublicAccessBlockConfiguration' } } }
      expect(assess('aws', { publicAccessBlock: notSet })['aws/account-public-access']).toMatchObject({
        status: 'FAIL',
      })
      const rights = { principal: 'g1', administer: true, edit: true, share: true, view: true, cabDefault: false }
      const cabinets = { cabinets: [{ id: 'c1' }], cabinetRights: [{ parent: { id: 'c1' }, value: [rights] }] }
      const found = assess('netdocuments', cabinets)
      expect(found['netdocuments/cabinet-administrators']).toMatchObject({ status: 'PASS', failing: 0, evaluated: 1 })
      expect(found['netdocuments/single-sign-on']).toMatchObject({ status: 'MANUAL' })
    })

    it.each<[string, string, RegExp]>([
      ['no JSON', '{', /is no JSON/],
      ['no reads', '{"read": {}}', /has no "reads": give/],
      ['a list of reads', '{"reads": []}', /has no "reads": give/],
      ['an answer to no read', '{"reads": {"policys": []}}', /okta has no read "policys".*It has: threatInsight/],
    ])('is told what is wrong with a file of %s', (_, text, sentence) => {
      const { status, stdout, stderr } = casbah(['posture', 'assess', 'okta', '--config', file(text)])
      expect(stderr).toMatch(sentence)
      expect([status, stdout]).toEqual([1, ''])
    })
  })

  const corpora = SLUGS.map(slug => [slug, join(shared, 'corpus', slug, 'events.ndjson')] as const).filter(([, file]) =>
    existsSync(file),
  )
  if (corpora.length > 0) {
    it('shows what becomes of published rows in a table', () => {
      const { stdout, status } = casbah(['normalize', 'okta', '--corpus'])
      const [, head = '', , line = ''] = stdout.split('\n')
      expect(status).toBe(0)
      for (const column of ['rows', 'mapped', 'unknown', 'rejected', 'actor', 'ip', 'outcome'])
        expect(head).toContain(column)
      expect(line).toMatch(/okta\/events.ndjson.*'\d+\/\d+/)
    })

    it.each(corpora)('normalises or rejects with a reason every row of the %s corpus', (slug, file) => {
      const rows = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.stringify((JSON.parse(line) as { raw: unknown }).raw))
      const { stdout } = casbah(['normalize', slug], rows.join('\n'))
      const lines = stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as { class_uid?: number; rejected?: string; quarantine?: string })
      expect(lines).toHaveLength(rows.length)
      const counts = { rows: rows.length, normalised: 0, 'no readable time': 0, rejected: 0 }
      for (const line of lines) {
        if (line.rejected !== undefined) counts.rejected++
        else if (line.quarantine) counts['no readable time']++
        else counts.normalised++
        if (line.rejected !== undefined) expect(line.rejected).toMatch(/\w{3}/)
        else expect(Array.isArray(line) || typeof line.class_uid === 'number').toBe(true)
      }
      console.info(`${slug}: ${JSON.stringify(counts)}`)
    })
  } else console.warn(`not run: ${shared}/corpus is absent; the corpora were not normalised`)
})
