import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConnector, defineStream } from '@casbah/sdk'
import { z } from 'zod'
import type { Corpus } from './corpus.ts'
import { readCorpus } from './read-corpus.ts'
import { sumOf } from './corpus-table.ts'
import { testCorpus } from './test-corpus.ts'

/** The tests judge connectors, so they are judged here: each kind of loss is found by the one for it. */
const text = z.string().nullish()
const row = z.looseObject({ id: z.string(), what: z.string(), who: text, from: text, agent: text, ok: z.boolean() })

const connector = defineConnector({
  card: {
    slug: 'acme',
    name: 'Acme',
    vendor: 'Acme',
    config: z.object({}),
    baseUrl: 'https://api.acme.example',
    hosts: ['api.acme.example'],
    auth: [],
    limits: [],
    scopes: [],
    probe: () => ({ path: '/' }),
  },
  streams: [
    defineStream<z.infer<typeof row>>({
      name: 'log',
      description: 'The log.',
      row,
      request: () => ({ path: '/log' }),
      rows: '',
      page: { style: 'none' },
      order: 'ascending',
      time: 'time',
      id: { field: 'id' },
      intervalSeconds: 60,
      delaySeconds: null,
      retentionDays: null,
      scopes: [],
      toActivities: ({ what, who, from, agent, ok }) => [
        {
          vendorAction: what,
          outcome: ok ? 'SUCCESS' : 'UNKNOWN',
          actor: who ? { email: who } : undefined,
          ip: from ? { address: from } : undefined,
          // What a careless connector does.
          userAgent: agent?.slice(0, 3),
        },
      ],
    }),
  ],
  vocabulary: { login: ['user.login', 3002, 1] },
  inventory: { accounts: [] },
  reads: {},
  checks: [],
  actions: [],
})

const good = {
  id: '1',
  time: '2026-03-02T09:00:00Z',
  what: 'login',
  who: 'Ada@acme.example',
  from: '192.0.2.1',
  ok: true,
}
const carries: Corpus['carries'] = { actor: 'who', ip: 'from', userAgent: 'agent', outcome: 'what' }

let folder: string
const usual = process.env.CASBAH_SHARED
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casbah-corpus-'))
  mkdirSync(join(folder, 'corpus', 'acme'), { recursive: true })
  process.env.CASBAH_SHARED = folder
  jest.spyOn(console, 'table').mockImplementation(() => undefined)
  jest.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterAll(() => {
  if (usual === undefined) delete process.env.CASBAH_SHARED
  else process.env.CASBAH_SHARED = usual
  rmSync(folder, { recursive: true })
  jest.restoreAllMocks()
})

function publish(...rows: object[]): void {
  writeFileSync(join(folder, 'corpus/acme/events.ndjson'), rows.map(one => `${JSON.stringify(one)}\n`).join(''))
}

async function failures(corpus: Corpus): Promise<string[]> {
  const failed: string[] = []
  const tests: [string, () => Promise<void>][] = []
  testCorpus(connector, corpus, { describe: (_, body) => body(), it: (name, body) => tests.push([name, body]) })
  for (const [name, run] of tests) await run().catch((error: Error) => failed.push(`${name}: ${error.message}`))
  return failed
}

describe('the tests of a corpus', () => {
  it.each([
    ['a good row', good, {}, []],
    ['a row with its source beside it', { source: 'a rule', raw: good }, {}, []],
    ['a row that is rejected', { ...good, ok: 1 }, {}, [/is right: .*ok: /]],
    ['a row that is rightly rejected', { ...good, ok: 1 }, { rejected: () => true }, []],
    ['a time that is not read', { ...good, time: '3 o’clock' }, {}, [/the time "3 o’clock" is not read/]],
    ['a time that is none', { ...good, time: 'redacted' }, {}, []],
    ['an action without a meaning', { ...good, what: 'dance' }, {}, [/"dance" has no meaning/]],
    ['an action that has rightly none', { ...good, what: 'dance' }, { unknown: /^dance$/ }, []],
    [
      'a text that comes back otherwise',
      { ...good, agent: 'Mozilla' },
      {},
      [/userAgent "Mozilla" is carried and not read/],
    ],
    ['an outcome that is lost', { ...good, ok: false }, {}, [/outcome is carried and not read/]],
    ['what is no address', { ...good, from: 'nowhere' }, {}, []],
    ['what the corpus finds wrong', good, { wrong: () => ['it is dull.'] }, [/it is dull/]],
  ] satisfies [string, object, Partial<Corpus>, RegExp[]][])('find %s', async (_, row, more, expected) => {
    publish(row)
    const found = await failures({ carries, ...more })
    expect(found).toEqual(expected.map(words => expect.stringMatching(words)))
  })

  it('say that nothing was read where there is nothing', async () => {
    expect(await failures({ carries, files: ['nobody/events.ndjson'] })).toEqual([])
    expect(console.warn).toHaveBeenLastCalledWith(expect.stringMatching(/^NOT RUN: the corpus of Acme/))
  })

  it('add up what became of the rows', async () => {
    publish(good, { ...good, id: '2', what: 'dance', who: null }, { ...good, from: 'nowhere', time: null }, { id: 3 })
    const [file] = await readCorpus(connector)
    expect(sumOf(file!.rows, { carries })).toEqual({
      rows: 4,
      mapped: 2,
      unknown: 1,
      rejected: 1,
      timeless: 1,
      fields: { actor: '2/2', ip: '2/2', userAgent: '0/0', outcome: '3/3' },
      unknownActions: [['dance', 1]],
    })
    expect(sumOf(file!.rows).fields).toMatchObject({ actor: '2', ip: '2', session: '0' })
  })
})
