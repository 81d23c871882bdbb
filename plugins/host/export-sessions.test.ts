import type { Export } from '@casbah/sdk'
import { ExportSessions } from './export-sessions.ts'
import { exportConnector } from './testing/export-connector.ts'
import type { ExportedStream } from '@casbah/sdk'

const ended: string[] = []
const pages: Export = async function* ({ partition }) {
  try {
    for (;;) yield { wait: 1 }
  } finally {
    ended.push(partition)
  }
}
const stream = exportConnector(pages).streams[0] as ExportedStream
const ask = (what: 'begin' | 'next' | 'keep' | 'end', session: string) =>
  ({ do: what, session, stream: 'log', config: {}, partition: session, since: '' }) as const

describe('sessions of exports', () => {
  beforeEach(() => void ended.splice(0))

  it('are bounded: the one that was not asked for longest is ended', async () => {
    const sessions = new ExportSessions(() => stream, { most: 2 })
    for (const [what, id] of [
      ['begin', 'a'],
      ['begin', 'b'],
      ['next', 'a'],
      ['begin', 'c'],
    ] as const)
      await sessions.step(ask(what, id))
    expect([ended, sessions.size]).toEqual([['b'], 2])
    expect(await sessions.step(ask('next', 'b'))).toEqual({ over: 'lost' })
    expect(await sessions.step(ask('next', 'a'))).toEqual({ step: { wait: 1 } })
  })

  it('that nobody asks for are ended', async () => {
    let now = 0
    const sessions = new ExportSessions(() => stream, { idleMs: 100, now: () => now })
    await sessions.step(ask('begin', 'a'))
    now = 60
    await sessions.step(ask('begin', 'b'))
    now = 120
    await sessions.step(ask('keep', 'b'))
    expect([ended, sessions.size]).toEqual([['a'], 1])
  })

  it('end when they are not wanted any more', async () => {
    const sessions = new ExportSessions(() => stream)
    await sessions.step(ask('begin', 'a'))
    expect(await sessions.step(ask('end', 'a'))).toEqual({ over: 'ended' })
    expect(await sessions.step(ask('end', 'a'))).toEqual({ over: 'ended' })
    expect([ended, sessions.size]).toEqual([['a'], 0])
  })
})
