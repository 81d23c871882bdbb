import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConnectors, normaliseLines, type ReadyConnector } from '@casbah/host'
import { FakeClock } from '@casbah/host/testing'
import { createGithub, createOkta, person, startReplayServer, type Vendor } from '@casbah/testkit'
import { BUILT_IN_FOLDERS } from '../../stack/connectors.ts'
import { record } from './record.ts'

// Recorded from emulated vendors whose data is full of what must not come through.

const NOW = Date.parse('2026-03-02T09:00:00Z')
const PLANTED = {
  token: 'okta-token-0123456789-of-the-operator',
  jwt: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJl',
  key: 'AKIAPLANTED0KEY12345',
  hidden: 'q8Zr4TnW1xVb7KcY0mJdS5uL',
  session: 'stateToken=00plantedstate',
  mail: 'wilhelmina.planted@secret-corp.com',
  other: 'Walter.Other@elsewhere.org',
  name: 'Wilhelmina Planted',
  ip: '81.2.69.142',
  ipv6: '2a02:1234:5678::9abc',
  inner: '10.20.30.40',
  host: 'secret-corp.okta.com',
}

let folder = ''
let ready: ReadyConnector[] = []
const said: string[] = []
const { log } = console
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casbah-record-'))
  ready = (await loadConnectors(BUILT_IN_FOLDERS, { sandbox: false })).filter(one => one.state === 'READY')
  console.log = (...words: unknown[]) => void said.push(words.join(' '))
})
afterAll(() => {
  console.log = log
  rmSync(folder, { recursive: true })
})

const connectorOf = (slug: string) => ready.find(one => one.slug === slug) as ReadyConnector

/** Records, and gives all texts that were written, by file. */
async function recorded(slug: string, vendor: Vendor, args: string[] = []): Promise<Map<string, string>> {
  const work = join(folder, `${slug}-${Math.random()}`)
  mkdirSync(work)
  const config = join(work, 'config.json')
  const credentials = join(work, 'credentials.json')
  writeFileSync(config, JSON.stringify(vendor.config))
  writeFileSync(credentials, JSON.stringify(vendor.credentials))
  const server = await startReplayServer({ vendors: [vendor] })
  try {
    const out = join(work, 'out')
    const flags = ['--config', config, '--credentials', credentials, '--auth-kind', vendor.authKind, '--out', out]
    await record.run([connectorOf(slug).folder, ...flags, ...args], {
      routes: server.routes,
      clock: new FakeClock(NOW),
    })
    return new Map(readdirSync(out).map(name => [name, readFileSync(join(out, name), 'utf8')]))
  } finally {
    await server.close()
  }
}

const parsed = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>)

/** What a connector makes of rows, as far as it is not about anybody. */
async function meaningOf(slug: string, rows: object[]): Promise<string[]> {
  const meant: string[] = []
  for await (const line of normaliseLines(
    connectorOf(slug).connector,
    undefined,
    rows.map(row => JSON.stringify(row)),
  )) {
    const { activity_name, class_uid, status, metadata } = line as unknown as Record<string, unknown>
    meant.push(JSON.stringify([activity_name, class_uid, status, (metadata as { event_code?: string }).event_code]))
  }
  return meant
}

const oktaRows = [
  ['user.session.start', 'SUCCESS'],
  ['user.session.start', 'FAILURE'],
  ['user.lifecycle.suspend', 'SUCCESS'],
  ['policy.rule.update', 'SUCCESS'],
  ['nobody.knows.this', 'ALLOW'],
].map(([eventType, result], index) => ({
  uuid: `5c1e7e5e-0000-4000-8000-00000000000${index}`,
  published: new Date(NOW - 3_600_000 + index * 1_000).toISOString(),
  eventType,
  version: '0',
  severity: 'WARN',
  displayMessage: `${PLANTED.name} did it with ${PLANTED.jwt}`,
  actor: { id: '00uPlantedPersonId01', type: 'User', alternateId: PLANTED.mail, displayName: PLANTED.name },
  client: {
    ipAddress: [PLANTED.ip, PLANTED.ipv6, PLANTED.inner][index % 3],
    userAgent: { rawUserAgent: `Mozilla/5.0 (X11) ${PLANTED.mail} via ${PLANTED.ip}`, os: 'Linux', browser: 'FIREFOX' },
    geographicalContext: { country: 'Germany', city: 'Berlin', geolocation: { lat: 52.51637, lon: 13.40889 } },
  },
  outcome: { result, reason: `refused for ${PLANTED.other}` },
  target: [{ id: '00uPlantedPersonId01', type: 'User', alternateId: PLANTED.mail, displayName: PLANTED.name }],
  request: { ipChain: [{ ip: PLANTED.ip, version: 'V4' }] },
  debugContext: {
    debugData: {
      url: `https://${PLANTED.host}/login?${PLANTED.session}`,
      apiKey: PLANTED.key,
      note: PLANTED.hidden,
      requestUri: `/api/v1/users/${PLANTED.mail}`,
      link: `https://${PLANTED.host}/admin/user/00uPlantedPersonId01?token=${PLANTED.hidden}`,
      [PLANTED.other]: true,
    },
  },
}))

const okta = () => {
  const vendor = createOkta({
    domain: PLANTED.host,
    token: PLANTED.token,
    now: () => NOW,
    accounts: [
      person('00uPlantedPersonId01', { login: PLANTED.mail, email: PLANTED.mail, name: PLANTED.name, isAdmin: true }),
      person('00uSecondPersonId002', { email: PLANTED.other, name: 'Walter Other', status: 'SUSPENDED' }),
    ],
  })
  vendor.emit(oktaRows)
  return vendor
}

describe('casbah connector record', () => {
  it('writes rows in which nobody is left, and which are read as before', async () => {
    const files = await recorded('okta', okta(), ['--pages', '3'])
    const all = [...files.values(), ...said].join('\n')
    const parts = { person: '00uPlantedPersonId01', second: '00uSecondPersonId002', corp: 'secret-corp' }
    for (const [what, value] of Object.entries({ ...PLANTED, ...parts }))
      expect([what, all.toLowerCase().includes(value.toLowerCase())]).toEqual([what, false])
    const rows = parsed(files.get('system-log.ndjson'))
    expect(rows).toHaveLength(oktaRows.length)
    expect(await meaningOf('okta', rows)).toEqual(await meaningOf('okta', oktaRows))
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['system-log.ndjson', 'users.listing.json', 'threatInsight.read.json', 'samples.json']),
    )
  })

  it('gives the same for the same within a run, other values in another run, and keeps what was equal equal', async () => {
    const [first, second] = [await recorded('okta', okta()), await recorded('okta', okta())]
    const [one, other] = parsed(first.get('system-log.ndjson')) as unknown as [
      (typeof oktaRows)[0],
      (typeof oktaRows)[0],
    ]
    const [again] = parsed(second.get('system-log.ndjson')) as unknown as [(typeof oktaRows)[0]]
    expect(one.actor).toEqual(other.actor)
    expect(one.actor.id).toBe(one.target[0]!.id)
    expect(one.actor.id).toMatch(/^\d\d[a-z]{1}[A-Z][a-z]{6}[A-Z][a-z]{5}[A-Z][a-z]\d\d$/)
    expect(one.actor.alternateId).toMatch(/^user-[0-9a-f]{8}@host-[0-9a-f]{8}\.example$/)
    expect(one.actor.alternateId).not.toBe(again.actor.alternateId)
    const users = JSON.parse(first.get('users.listing.json')!) as { body: { id: string; status: string }[] }
    expect(users.body.map(({ id, status }) => [id === one.actor.id, status])).toEqual([
      [true, 'ACTIVE'],
      [false, 'SUSPENDED'],
    ])
  })

  it('moves all times alike, keeps families and privacy of addresses, leaves words, numbers and ids apart', async () => {
    const rows = parsed((await recorded('okta', okta())).get('system-log.ndjson')) as unknown as typeof oktaRows
    const shifts = rows.map((row, index) => Date.parse(row.published) - Date.parse(oktaRows[index]!.published))
    expect(new Set(shifts).size).toBe(1)
    expect(Math.abs(shifts[0]!) % (7 * 86_400_000)).toBe(0)
    expect(shifts[0]).not.toBe(0)
    expect(rows.slice(0, 3).map(row => row.client.ipAddress)).toEqual([
      expect.stringMatching(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./),
      expect.stringMatching(/^2001:db8:/),
      expect.stringMatching(/^10\./),
    ])
    expect(rows.map(row => row.eventType)).toEqual(oktaRows.map(row => row.eventType))
    expect(new Set(rows.map(row => row.uuid)).size).toBe(oktaRows.length)
    expect(rows[0]!.client.geographicalContext.country).toBe('Germany')
    expect(rows[0]!.debugContext.debugData.url).toBe('[secret]')
  })

  it('tells how much of what was replaced, and what could not be read', async () => {
    said.length = 0
    await recorded('okta', okta())
    expect(said.join('\n')).toMatch(
      /system-log.ndjson: 5 rows[\s\S]*Replaced:[\s\S]*\d+ {2}e-mail address[\s\S]*files are in/,
    )
  })

  it('goes on without what it may not read, and says so', async () => {
    said.length = 0
    const vendor = okta()
    const answer = vendor.answer.bind(vendor)
    vendor.answer = request =>
      request.path === '/api/v1/iam/assignees/users' ? { status: 403, body: { errorSummary: 'No.' } } : answer(request)
    const files = await recorded('okta', vendor)
    expect(files.has('administrators.listing.json')).toBe(false)
    expect(files.has('users.listing.json')).toBe(true)
    expect(said.join('\n')).toMatch(/Not read: listing administrators: Okta does not allow/)
  })

  it('records GitHub too: members, log and settings', async () => {
    const vendor = createGithub({
      org: 'planted-org',
      token: PLANTED.token,
      now: () => NOW,
      accounts: [person('wilhelmina-planted', { email: PLANTED.mail, name: PLANTED.name, isAdmin: true })],
    } as Parameters<typeof createGithub>[0])
    const rows = ['org.add_member', 'repo.access', 'protected_branch.destroy'].map((action, index) => ({
      _document_id: `planted-document-${index}`,
      '@timestamp': NOW - 600_000 + index,
      created_at: NOW - 600_000 + index,
      action,
      actor: 'wilhelmina-planted',
      actor_id: 4_711_815,
      actor_ip: PLANTED.ip,
      user_agent: 'git/2.51',
      org: 'planted-org',
      repo: 'planted-org/planted-repository',
      user: 'wilhelmina-planted',
      hashed_token: PLANTED.hidden,
    }))
    vendor.emit(rows)
    const files = await recorded('github', vendor)
    const all = [...files.values()].join('\n').toLowerCase()
    for (const value of ['wilhelmina', 'planted-', '4711815', PLANTED.ip, PLANTED.hidden, PLANTED.token, PLANTED.mail])
      expect([value, all.includes(value.toLowerCase())]).toEqual([value, false])
    const [log] = [...files].find(([name]) => name.endsWith('.ndjson')) ?? []
    expect(await meaningOf('github', parsed(files.get(log ?? '')))).toEqual(
      expect.arrayContaining(await meaningOf('github', rows)),
    )
  })

  it.each([
    ['without a configuration', [], /--config F/],
    ['with a flag for credentials', ['--token', 'x'], /--token/],
    ['with too many pages', ['--config', 'x', '--pages', '999'], /--pages is a whole number from 1 to 50/],
    ['for a stream that is not there', ['--config', 'x', '--stream', 'y'], /okta has no stream y. It has: system-log/],
    ['with a file that is not there', ['--config', '/nowhere/c.json'], /\/nowhere\/c.json cannot be read/],
  ])('is refused %s, in a sentence', async (_, args, sentence) =>
    expect(record.run([connectorOf('okta').folder, ...args])).rejects.toThrow(sentence),
  )

  it('asks for credentials by the names of environment variables, and tells wrong ones', async () => {
    const config = join(folder, 'config.json')
    writeFileSync(config, JSON.stringify({ domain: PLANTED.host }))
    await expect(
      record.run([connectorOf('okta').folder, '--config', config, '--auth-kind', 'api-token']),
    ).rejects.toThrow(/Set CASBAH_CREDENTIAL_TOKEN \(API token\)/)
    const vendor = okta()
    vendor.credentials = { token: 'another-token' }
    await expect(recorded('okta', vendor)).rejects.toThrow(/refuses the credentials/)
  })
})
