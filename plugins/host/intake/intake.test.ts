import { createHmac } from 'node:crypto'
import { FakeClock } from '../testing/fake-clock.ts'
import { intakeConnector } from '../testing/intake-connector.ts'
import { app, CONNECTED, testHost } from '../testing/test-connector.ts'
import type { PushedRequest } from './pushed-request.ts'

const SECRET = 'push-secret-1'
const clock = new FakeClock(CONNECTED)
const { host } = testHost(intakeConnector(), { clock })
const pushed = (changes: Partial<Omit<PushedRequest, 'body'>> & { body?: string } = {}): PushedRequest => ({
  method: 'POST',
  query: new URLSearchParams(),
  headers: {},
  ...changes,
  body: new TextEncoder().encode(changes.body ?? ''),
})
const credentials = { token: 'tok-123456', push: SECRET }
const receive = (stream: string, request: PushedRequest, given: Record<string, string> = credentials) =>
  host.receive(app({ credentials: given }), stream, request)

const hmac = (text: string, algorithm = 'sha256', encoding: 'hex' | 'base64' = 'hex', secret = SECRET) =>
  createHmac(algorithm, secret).update(text).digest(encoding)
const time = new Date(CONNECTED - 90 * 86_400_000).toISOString()
const event = (id: string, more: object = {}) => ({ id, time, kind: 'login', ...more })
const stamp = (ms = CONNECTED) => String(Math.floor(ms / 1000))
const slack = (body: string, at = stamp(), secret = SECRET) => ({
  'x-slack-request-timestamp': at,
  'x-slack-signature': `v0=${hmac(`v0:${at}:${body}`, 'sha256', 'hex', secret)}`,
})
const basic = (password: string) => ({ authorization: `Basic ${btoa(`casbah:${password}`)}` })
const one = JSON.stringify(event('e1'))
const events = JSON.stringify({ events: [event('e1'), event('e2')] })
const hub = { 'x-hub-signature-256': `sha256=${hmac(one)}` }

afterAll(() => host.close())

describe('what a vendor pushes', () => {
  it.each<[string, string, PushedRequest, string[]]>([
    ['one object, signed', 'body', pushed({ body: one, headers: hub }), ['e1']],
    [
      'a list at a path, signed with its time',
      'stamped',
      pushed({ body: events, headers: slack(events) }),
      ['e1', 'e2'],
    ],
    [
      'by a token in the query',
      'query',
      pushed({ body: JSON.stringify({ value: [event('e3')] }), query: new URLSearchParams({ key: SECRET }) }),
      ['e3'],
    ],
    [
      'by a token in a header',
      'header',
      pushed({
        body: JSON.stringify({ data: { events: [event('e4')] } }),
        headers: { authorization: `Bearer ${SECRET}` },
      }),
      ['e4'],
    ],
    ['by user name and password', 'basic', pushed({ body: `[${one}]`, headers: basic(SECRET) }), ['e1']],
    [
      'signed in base64',
      'base64',
      pushed({ body: one, headers: { 'x-signature': hmac(one, 'sha1', 'base64') } }),
      [expect.stringMatching(/^[0-9a-f]{64}-0$/)],
    ],
  ])('%s is read, live however old', async (_, stream, request, ids) => {
    const received = await receive(stream, request)
    if (received.kind !== 'rows') throw new Error(received.kind)
    expect(received.activities.map(({ vendorId }) => vendorId)).toEqual(ids)
    expect(received.activities.every(activity => activity.lane === 'live' && activity.stream === stream)).toBe(true)
    expect(await receive(stream, request)).toEqual(received)
  })

  const late = slack(events, stamp(CONNECTED - 301_000))
  const early = slack(events, stamp(CONNECTED + 301_000))
  it.each<[string, string, PushedRequest, string]>([
    ['no signature', 'body', pushed({ body: one }), 'has no signature in X-Hub-Signature-256'],
    [
      'another secret',
      'body',
      pushed({ body: one, headers: { 'x-hub-signature-256': `sha256=${hmac(one, 'sha256', 'hex', 'other')}` } }),
      'not the right one',
    ],
    ['another body', 'body', pushed({ body: `${one} `, headers: hub }), 'not the right one'],
    ['no prefix', 'body', pushed({ body: one, headers: { 'x-hub-signature-256': hmac(one) } }), 'has no signature'],
    [
      'a short signature',
      'body',
      pushed({ body: one, headers: { 'x-hub-signature-256': 'sha256=ab' } }),
      'not the right one',
    ],
    [
      'no time',
      'stamped',
      pushed({ body: events, headers: { 'x-slack-signature': slack(events)['x-slack-signature'] } }),
      'has no time',
    ],
    ['an old time', 'stamped', pushed({ body: events, headers: late }), 'signed too long ago'],
    ['a time to come', 'stamped', pushed({ body: events, headers: early }), 'signed too long ago'],
    [
      'an old signature under a new time',
      'stamped',
      pushed({ body: events, headers: { ...late, 'x-slack-request-timestamp': stamp() } }),
      'not the right one',
    ],
    ['no token', 'query', pushed({ body: '{}' }), 'has no token'],
    [
      'half a token',
      'query',
      pushed({ body: '{}', query: new URLSearchParams({ key: SECRET.slice(0, 5) }) }),
      'has a token that is not',
    ],
    [
      'a token without its prefix',
      'header',
      pushed({ body: '{}', headers: { authorization: SECRET } }),
      'has a token that is not',
    ],
    ['no password', 'basic', pushed({ body: '[]' }), 'has no user name'],
    ['another password', 'basic', pushed({ body: '[]', headers: basic('x') }), 'password that is not'],
  ])('with %s is refused', async (_, stream, request, reason) => {
    const received = await receive(stream, request)
    expect(received).toEqual({ kind: 'forged', reason: expect.stringContaining(reason) })
    expect(JSON.stringify(received)).not.toContain(SECRET)
  })

  it.each<Record<string, string>>([{}, { push: '' }])(
    'lets nobody in while there is no secret to compare with: %j',
    async given => {
      const empty = pushed({
        body: one,
        headers: { 'x-hub-signature-256': `sha256=${hmac(one, 'sha256', 'hex', '')}` },
      })
      await expect(receive('body', empty, { token: 't', ...given })).rejects.toThrow('The credential "push"')
      await expect(
        receive('query', pushed({ query: new URLSearchParams({ key: '' }) }), { token: 't', push: '' }),
      ).resolves.toMatchObject({ kind: 'forged' })
    },
  )

  const asked = JSON.stringify({ type: 'url_verification', challenge: 'c-1' })
  const token = new URLSearchParams({ validationToken: 'Validation: <b>' })
  it.each<[string, string, PushedRequest, object]>([
    [
      'a header, as a field',
      'header',
      pushed({ method: 'GET', headers: { 'x-okta-verification-challenge': 'c-1' } }),
      { headers: { 'x-content-type-options': 'nosniff' }, body: '{"verification":"c-1"}' },
    ],
    [
      'a field of a signed body, as a field',
      'stamped',
      pushed({ body: asked, headers: slack(asked) }),
      { body: '{"challenge":"c-1"}' },
    ],
    [
      'a query parameter, as text',
      'query',
      pushed({ query: token }),
      {
        headers: expect.objectContaining({
          'content-type': 'text/plain; charset=utf-8',
          'x-content-type-options': 'nosniff',
        }),
        body: 'Validation: <b>',
      },
    ],
    [
      'a header, as a header',
      'basic',
      pushed({ method: 'OPTIONS', headers: { 'webhook-request-origin': 'events.example' } }),
      { headers: { 'webhook-allowed-origin': 'events.example' }, body: '' },
    ],
  ])('asks for %s, and gets it back', async (_, stream, request, answer) =>
    expect(await receive(stream, request)).toMatchObject({ kind: 'handshake', status: 200, ...answer }),
  )

  it.each<[string, string, PushedRequest, string]>([
    ['a signed one without signature', 'stamped', pushed({ body: asked }), 'forged'],
    [
      'one by another method',
      'header',
      pushed({ method: 'POST', headers: { 'x-okta-verification-challenge': 'c' } }),
      'forged',
    ],
    [
      'one that is too long',
      'query',
      pushed({ query: new URLSearchParams({ validationToken: 'x'.repeat(5_000) }) }),
      'forged',
    ],
    [
      'one that would be another header',
      'basic',
      pushed({ method: 'OPTIONS', headers: { 'webhook-request-origin': 'a\r\nset-cookie: b', ...basic(SECRET) } }),
      'other',
    ],
    ['a look by GET', 'basic', pushed({ method: 'GET', headers: basic(SECRET) }), 'other'],
  ])('does not get %s back', async (_, stream, request, kind) =>
    expect((await receive(stream, request)).kind).toBe(kind),
  )

  it('lays headers in, blanks secrets, and keeps what cannot be read', async () => {
    const rows = [event('e1', { secret: 'geheim' }), { id: 'e2', time }, 7]
    const body = JSON.stringify(rows)
    const signed = { 'x-hub-signature-256': `sha256=${hmac(body)}`, 'x-github-event': 'ping' }
    const received = await receive('body', pushed({ body, headers: signed }))
    if (received.kind !== 'rows') throw new Error(received.kind)
    expect(received.rows).toBe(3)
    expect(JSON.parse(received.activities[0]!.raw)).toEqual({
      ...(rows[0] as object),
      secret: '[secret]',
      x_github_event: 'ping',
    })
    expect(received.quarantine.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('kind'),
      'the row is not an object',
    ])
  })

  it.each([
    ['payload={}', 'the body is no JSON'],
    ['"text"', 'the body has no rows at "its top"'],
  ])('keeps the body %s in quarantine', async (body, reason) => {
    const headers = { 'x-hub-signature-256': `sha256=${hmac(body)}` }
    expect(await receive('body', pushed({ body, headers }))).toMatchObject({
      kind: 'rows',
      activities: [],
      quarantine: [{ reason, raw: JSON.stringify(body) }],
    })
  })
})
