import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// The command line, as a user runs it.

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
    [
      ['normalize', 'myspace'],
      /no connector myspace. There are: aws, github, google-workspace, netdocuments, okta, salesforce/,
      1,
    ],
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

  const corpora = ['okta', 'github', 'aws'].map(slug => [slug, join(shared, 'corpus', slug, 'events.ndjson')] as const)
  if (corpora.every(([, file]) => existsSync(file)))
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
  else console.warn(`not run: ${shared}/corpus is absent; the corpora were not normalised`)
})
