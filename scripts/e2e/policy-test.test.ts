import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// `casbah policy test`, as the author of a policy runs it.

const root = join(import.meta.dirname, '..', '..', '..')
const shared = process.env.CASBAH_SHARED ?? join(root, '..', 'shared')

function policyTest(args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'casbah.mjs'), 'policy', 'test', ...args],
    { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, env: { ...process.env, NODE_OPTIONS: '' } },
  )
  const matches = stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as { line: number; policy: string; author: string | null; mitre: string[] })
  return { status, matches, stderr }
}

describe('casbah policy test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'casbah-policy-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const row = (minutes: number, eventType: string) => ({
    uuid: `u${minutes}`,
    published: new Date(Date.UTC(2027, 2, 1, 9, minutes)).toISOString(),
    eventType,
    severity: 'INFO',
    actor: { id: '00u1', type: 'User', alternateId: 'ann@acme.example', displayName: 'Ann' },
    outcome: { result: 'SUCCESS' },
    client: { ipAddress: '81.2.69.142' },
  })
  const events = file(
    'events.ndjson',
    [
      row(0, 'user.session.start'),
      row(1, 'system.log_stream.lifecycle.delete'),
      'no row',
      { ...row(2, 'x'), published: 'never' },
    ]
      .map(each => (typeof each === 'string' ? each : JSON.stringify(each)))
      .join('\n'),
  )

  it('names line and policy of each match, and tells the author of a Sigma rule', () => {
    file(
      'good.yml',
      'title: Started\nauthor: Ida\nlogsource: {product: okta, service: okta}\ndetection:\n  s:\n    eventType: user.session.start\n  condition: s\n',
    )
    file(
      'bad.yml',
      'title: Bad\nlogsource: {product: okta, service: okta}\ndetection:\n  s:\n    eventType|sounds: x\n  condition: s\n',
    )
    const { status, matches, stderr } = policyTest([
      '--events',
      events,
      '--connector',
      'okta',
      '--sigma',
      folder,
      '--builtin',
    ])
    expect(status).toBe(0)
    expect(matches).toMatchObject([
      { line: 1, policy: 'Started', author: 'Ida' },
      { line: 2, policy: 'Audit logging switched off', mitre: ['T1562.008'] },
    ])
    expect(stderr).toMatch(/bad\.yml:5: refused\..*sounds/)
    expect(stderr).toMatch(/4 lines judged/)
    expect(stderr).toMatch(/1 lines were not taken/)
    expect(stderr).toMatch(/1 lines have no readable time/)
  })

  it.each([
    [[], /Usage: casbah policy test/],
    [['--events', events, '--connector', 'okta'], /No policies are named\. Give --sigma/],
    [['--events', events, '--connector', 'myspace', '--builtin'], /no connector myspace/],
    [['--events', '/nowhere', '--connector', 'okta', '--builtin'], /\/nowhere cannot be read/],
    [['--events', events, '--connector', 'okta', '--sigma', '/nowhere'], /\/nowhere is no folder/],
  ])('%j is answered with a sentence', (args, sentence) => {
    const { status, stderr } = policyTest(args)
    expect(stderr).toMatch(sentence)
    expect(status).toBe(1)
  })

  const recording = join(shared, 'corpus', 'streams', 'aws_cloudtrail_invictus.ndjson')
  if (existsSync(recording))
    it('names the techniques of a recorded attack run on AWS', () => {
      const { matches } = policyTest(['--events', recording, '--connector', 'aws', '--builtin'])
      const techniques = new Set(matches.flatMap(({ mitre }) => mitre))
      // What the run was made of: each is a call or a burst of calls in it.
      for (const wanted of [
        'T1078.004',
        'T1098',
        'T1098.001',
        'T1098.003',
        'T1136.003',
        'T1496.001',
        'T1530',
        'T1537',
        'T1552',
        'T1552.005',
        'T1555.006',
        'T1562',
        'T1562.007',
        'T1562.008',
        'T1580',
        'T1648',
        'T1651',
      ])
        expect([...techniques]).toContain(wanted)
    })
  else console.warn(`not run: ${recording} is absent; no recorded attack run was judged`)
})
