import { loadConnectors, type ReadyConnector } from '../connector-registry.ts'
import { PackageFolder } from './hostile/package.ts'
import { DEFAULT_LIMITS } from './limits.ts'

let packages: PackageFolder
const open: ReadyConnector[] = []
let count = 0

beforeAll(async () => {
  packages = await PackageFolder.open()
})
afterAll(async () => {
  for (const { runner } of open) await runner.close()
  await packages.close()
})

/** An exported stream in a sandbox, and a way to ask it. */
async function sandboxed(pages: string) {
  const folder = await packages.write(`exports-${++count}`, { pages })
  const limits = { messageMs: { ...DEFAULT_LIMITS.messageMs, exportStep: 700 }, tickMs: 20, backoffMs: 10 }
  const [one] = await loadConnectors([folder], { sandbox: true, limits })
  if (one?.state !== 'READY') throw new Error(`not loaded: ${JSON.stringify(one)}`)
  open.push(one)
  const ask = (what: 'begin' | 'next' | 'keep' | 'end', more: object = {}) =>
    one.runner.ask('exportStep', {
      do: what,
      session: 's1',
      stream: 'files',
      config: {},
      partition: '',
      since: '2026-01-01T00:00:00.000Z',
      ...more,
    })
  return { ask, runner: one.runner }
}

describe('an export in a sandbox', () => {
  it('goes on between messages, with what the vendor answered', async () => {
    const { ask } = await sandboxed(`
      const { status, body } = yield { request: { path: '/jobs' } }
      yield { rows: [{ id: status, who: body.job, time: ask.since }], resume: { after: ask.resume ?? null } }
      yield { download: { path: '/f' }, format: 'csv', extra: { n: 1 }, resume: 2 }`)
    const bytes = new TextEncoder().encode('{"job":"j7"}')
    expect(await ask('begin')).toEqual({ step: { request: { path: '/jobs' } } })
    expect(await ask('next', { answer: { status: 202, headers: {} }, bytes })).toEqual({
      step: { rows: [{ id: 202, who: 'j7', time: '2026-01-01T00:00:00.000Z' }], resume: { after: null } },
    })
    expect(await ask('keep')).toEqual({ over: 'kept' })
    expect(await ask('next')).toMatchObject({ step: { format: 'csv', extra: { n: 1 }, resume: 2 } })
    expect(await ask('next')).toEqual({ over: 'returned' })
    expect(await ask('next')).toEqual({ over: 'lost' })
  })

  it('is lost with its process, and begins anew from the place that it is given', async () => {
    const { ask, runner } = await sandboxed(`for (let n = ask.resume ?? 0; ; n++) yield { rows: [], resume: n + 1 }`)
    await ask('begin')
    process.kill(runner.sandbox()!.pid, 'SIGKILL')
    let answer: unknown
    // The message in hand when the end is noticed is refused; the next goes to a new process.
    for (let tries = 0; tries < 3 && !answer; tries++) answer = await ask('next').catch(() => undefined)
    expect(answer).toEqual({ over: 'lost' })
    expect(await ask('begin', { resume: 5 })).toEqual({ step: { rows: [], resume: 6 } })
  })

  it.each([
    ['runs in circles', 'for (;;) await null', /gave no answer within 0.7 s/],
    ['waits for what never comes', 'await new Promise(() => undefined)', /waits for something that never comes/],
    ['wants an odd format', `yield { download: { path: '/x' }, format: 'exe', resume: 1 }`, /not taken/],
    ['wants to delete', `yield { request: { method: 'DELETE', path: '/x' } }`, /not taken/],
    ['yields what would turn against us', `yield { rows: [JSON.parse('{"__proto__":1}')], resume: 1 }`, /__proto__/],
    ['wants too much kept', `yield { rows: [], resume: 'x'.repeat(70_000) }`, /A resume is at most 65536/],
    ['yields no step', `yield 'x'`, /yielded what is no step/],
  ])('that %s is refused, and the next one answers', async (_, body, expected) => {
    const { ask, runner } = await sandboxed(`if (ask.resume === undefined) { ${body} }`)
    await expect(ask('begin')).rejects.toThrow(expected)
    expect(await ask('begin', { resume: 1 })).toEqual({ over: 'returned' })
    const { rows } = await runner.ask('normaliseRows', {
      stream: 'files',
      rows: [{ id: 'a', who: 'ann', time: 1e9 }, 1],
    })
    expect(rows).toMatchObject([{ id: 'a' }, { rejected: 'the row is not an object' }])
  })
})
