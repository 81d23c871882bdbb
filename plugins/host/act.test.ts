import { at, defineAction, type Action, type Connector } from '@casbah/sdk'
import { z } from 'zod'
import type { ActRequest } from './act.ts'
import { FakeClock } from './testing/fake-clock.ts'
import { startFakeVendor, type Answer } from './testing/fake-vendor.ts'
import { app, testConnector, testHost } from './testing/test-connector.ts'

const base = {
  title: '',
  description: '',
  target: 'RESOURCE',
  effect: 'REVERSIBLE',
  scope: null,
  input: z.object({}),
} as const

/** Takes every grant of access from a file, and gives them back. */
const close: Action = defineAction({
  ...base,
  name: 'close',
  kinds: ['FILE'],
  lookup: ({ target }) => ({ path: `/files/${target.externalId}` }),
  request: ({ found }) => grants(found).map(id => ({ method: 'DELETE', path: `/grants/${id}` })),
  answers: [404],
  secrets: ['link.password'],
  remember: ({ found }) => found?.body,
  undo: {
    request: ({ remembered }) =>
      grants({ body: remembered }).map(id => ({ method: 'PUT', path: `/grants/${id}`, json: remembered })),
  },
})
const grants = (found: { body: unknown } | undefined) => (at(found?.body, 'grants') ?? []) as string[]

const remembering = (name: string, remember: Action['remember']) =>
  defineAction({ ...base, name, request: () => ({ method: 'POST', path: '/done' }), remember })

/** Can be asked about, and its undoing only by the same read. */
const lock = defineAction({
  ...base,
  name: 'lock',
  request: ({ target }) => ({ method: 'PUT', path: `/locks/${target.externalId}` }),
  confirm: {
    request: ({ target }) => ({ path: `/locks/${target.externalId}` }),
    judge: ({ body }) => {
      const locked = at(body, 'locked')
      return { done: typeof locked === 'boolean' ? locked : null, result: `Locked: ${String(locked)}.` }
    },
  },
  undo: { request: ({ target }) => ({ method: 'DELETE', path: `/locks/${target.externalId}` }) },
})

const connector: Connector = {
  ...testConnector(),
  actions: [
    close,
    lock,
    defineAction({
      ...base,
      name: 'until-now',
      request: ({ now }) => ({ method: 'POST', path: `/ended/${now ?? 'nobody-knows'}` }),
    }),
    remembering('large', () => 'x'.repeat(16_385)),
    remembering('leaks', () => ({ key: 'tok-123456' })),
  ],
}
const file = { externalId: 'f1', kind: 'FILE' }

async function run(ask: Partial<ActRequest> & { action: string }, answer: (method: string, path: string) => Answer) {
  const vendor = await startFakeVendor((url, _, method) => answer(method, url.pathname.replace('/v1', '')))
  const { host } = testHost(connector, { routes: vendor.routes, clock: new FakeClock() })
  const kept: unknown[] = []
  const sent = () => vendor.requests.map(({ method, url }) => `${method} ${url.pathname.replace('/v1', '')}`)
  try {
    const onRemember = async (one: unknown) => void kept.push({ one, before: sent() })
    const result = await host
      .act(app(), { target: file, onRemember, ...ask })
      .catch((error: Error & { mayBeDone?: boolean }) => ({ error: error.message, mayBeDone: error.mayBeDone }))
    return { result, kept, sent: sent() }
  } finally {
    await host.close()
    await vendor.close()
  }
}

const vendor = (method: string, path: string): Answer => {
  if (path === '/files/f1') return { body: { grants: ['a', 'b'], link: { password: 'hush-hush' } } }
  if (path === '/files/gone') return { status: 404 }
  return path === '/grants/b' && method === 'DELETE' ? { status: 404 } : { status: 204, body: '' }
}

describe('an action', () => {
  it('looks up, keeps what undoing needs before it sends, and sends in order', async () => {
    const { result, kept, sent } = await run({ action: 'close' }, vendor)
    expect(sent).toEqual(['GET /files/f1', 'DELETE /grants/a', 'DELETE /grants/b'])
    expect(kept).toEqual([{ one: { grants: ['a', 'b'], link: { password: '[secret]' } }, before: ['GET /files/f1'] }])
    expect(result).toMatchObject({ sent: true, status: 404, failure: null, requests: [{}, {}] })
  })

  it('tells what it is about to send once all before it went well, and sends nothing when that is refused', async () => {
    const told: unknown[] = []
    const onSend = async (requests: object[]) => {
      told.push(requests)
      throw new Error('taken back')
    }
    const { result, kept, sent } = await run({ action: 'close', onSend }, vendor)
    expect(result).toEqual({ error: 'taken back' })
    expect(told).toMatchObject([[{ method: 'DELETE' }, { method: 'DELETE' }]])
    expect(kept).toHaveLength(1)
    expect(sent).toEqual(['GET /files/f1'])
  })

  it.each([
    ['still holds', { locked: true }, false],
    ['no longer holds', { locked: false }, true],
    ['is not told of', {}, null],
  ])('that is asked about after its undoing was cut off %s', async (_what, body, done) => {
    const { result, sent } = await run({ action: 'lock', undo: true, confirmOnly: true }, () => ({ body }))
    expect(result).toMatchObject({ sent: false, confirmation: { done } })
    expect(new Set(sent)).toEqual(new Set(['GET /locks/f1']))
  })

  it('whose confirm read is refused was sent all the same', async () => {
    const { result } = await run({ action: 'lock' }, method => (method === 'GET' ? { status: 403 } : { status: 204 }))
    expect(result).toMatchObject({ sent: true, confirmation: null, unconfirmed: { problem: { code: 'FORBIDDEN' } } })
  })

  it('that cannot look up what there is to do has done nothing', async () => {
    const { result, sent } = await run({ action: 'close' }, () => ({ status: 500 }))
    expect(result).toMatchObject({ error: expect.stringContaining('answered 500'), mayBeDone: false })
    expect(new Set(sent)).toEqual(new Set(['GET /files/f1']))
  })

  it('shows all that it would send in a dry run, and sends and keeps nothing', async () => {
    const { result, kept, sent } = await run({ action: 'close', dryRun: true }, vendor)
    expect(sent).toEqual(['GET /files/f1'])
    expect(kept).toEqual([])
    expect(result).toMatchObject({ sent: false, requests: [{ method: 'DELETE' }, { method: 'DELETE' }] })
  })

  it('is told the time', async () => {
    const { sent } = await run({ action: 'until-now' }, vendor)
    expect(sent).toEqual([`POST /ended/${new Date(new FakeClock().now()).toISOString()}`])
  })

  it('is taken back by what was remembered', async () => {
    const { sent } = await run({ action: 'close', undo: true, remembered: { grants: ['b'] } }, vendor)
    expect(sent).toEqual(['GET /files/f1', 'PUT /grants/b'])
  })

  it('ends with the first request that fails, and tells what was sent', async () => {
    const { result, sent } = await run({ action: 'close' }, (method, path) =>
      path === '/grants/b' ? { status: 403 } : vendor(method, path),
    )
    expect(sent).toEqual(['GET /files/f1', 'DELETE /grants/a', 'DELETE /grants/b'])
    expect(result).toMatchObject({ sent: true, failure: { problem: { code: 'FORBIDDEN' } }, requests: [{}, {}] })
    expect((result as { failure: Error }).failure.message).toMatch(/^1 of 2 requests were carried out/)
  })

  it('has nothing to do for what is gone', async () => {
    const { result, sent } = await run({ action: 'close', target: { externalId: 'gone', kind: 'FILE' } }, vendor)
    expect(sent).toEqual(['GET /files/gone'])
    expect(result).toMatchObject({ sent: false, requests: [] })
  })

  it.each([
    ['a target of another kind', { action: 'close', target: { externalId: 'b', kind: 'BUCKET' } }, 'is for FILE only'],
    ['remembering too much', { action: 'large' }, 'more than 16384. Nothing was sent'],
    ['remembering a secret', { action: 'leaks' }, 'wants to remember a secret. Nothing was sent'],
  ])('is refused for %s', async (_what, ask, message) => {
    const { result, kept, sent } = await run(ask, vendor)
    expect((result as { error: string }).error).toContain(message)
    expect({ kept, sent }).toEqual({ kept: [], sent: [] })
  })
})
