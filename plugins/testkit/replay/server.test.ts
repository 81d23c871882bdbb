import { request } from 'node:http'
import { person } from '../vendors/testing.ts'
import { createGithub } from '../vendors/github.ts'
import { createOkta } from '../vendors/okta.ts'
import { startReplayServer } from './server.ts'
import type { Answered, ReplayServer } from './server.ts'

const now = () => Date.now()
const okta = () => createOkta({ domain: 'acme.okta.com', token: 'okta', now, accounts: [person('ada')] })
const github = (org: string) => createGithub({ org, token: org, now, accounts: [person('ada', { id: '1' })] })

let server: ReplayServer
beforeEach(async () => {
  server = await startReplayServer({ vendors: [okta(), github('acme'), github('globex')] })
})
afterEach(() => server.close())

interface Reply {
  status: number
  body: string
  link: string | string[] | undefined
}

function get(host: string, path: string, authorization: string, timeout = 2_000): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { host, authorization, 'user-agent': 'test' }
    const call = request(server.origin + path, { headers, timeout }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          link: response.rawHeaders.filter(
            (_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === 'link',
          ),
        }),
      )
    })
    call.on('timeout', () => call.destroy(new Error('timed out')))
    call.on('error', reject)
    call.end()
  })
}
const logs = (timeout?: number) => get('acme.okta.com', '/api/v1/logs', 'SSWS okta', timeout)

describe('replay server', () => {
  it('tells vendors apart by host, and organisations on one host by their credentials', async () => {
    expect(server.routes).toEqual(
      new Map([
        ['acme.okta.com', server.origin],
        ['api.github.com', server.origin],
      ]),
    )
    expect((await logs()).status).toBe(200)
    expect(JSON.parse((await get('api.github.com', '/orgs/globex', 'Bearer globex')).body)).toMatchObject({
      login: 'globex',
    })
    expect((await get('api.github.com', '/orgs/globex', 'Bearer acme')).status).toBe(404)
    expect((await get('api.github.com', '/orgs/acme', 'Bearer none')).status).toBe(401)
    expect((await get('other.example', '/', '')).status).toBe(421)
  })

  it('sends links as separate headers', async () => {
    expect((await logs()).link).toHaveLength(2)
  })

  it('plans faults for a slug or a host, so many times', async () => {
    server.fault('okta', { kind: 'status', status: 503 }, 2)
    server.fault('acme.okta.com', { kind: 'status', status: 429, headers: { 'retry-after': '1' } })
    expect([await logs(), await logs(), await logs(), await logs()].map(reply => reply.status)).toEqual([
      503, 503, 429, 200,
    ])
    expect(server.requests.map(entry => entry.status)).toEqual([503, 503, 429, 200])
  })

  it.each([
    [{ kind: 'reset' } as const, /ECONNRESET|hang up/],
    [{ kind: 'truncate' } as const, /aborted|ECONNRESET/],
    [{ kind: 'hang' } as const, /timed out/],
  ])('%j breaks the answer', async (fault, message) => {
    server.fault('okta', fault)
    await expect(logs(300)).rejects.toThrow(message)
    expect((await logs()).status).toBe(200)
  })

  it('delays an answer', async () => {
    server.fault('okta', { kind: 'delay', ms: 120 })
    const started = performance.now()
    await logs()
    expect(performance.now() - started).toBeGreaterThan(100)
  })

  it('tells listeners when an answer left, and whether it was the last of its window', async () => {
    const heard: Answered[] = []
    const stop = server.onAnswer(answered => heard.push(answered))
    await logs()
    await get('api.github.com', '/orgs/acme', 'Bearer acme')
    stop()
    await logs()
    expect(heard.map(({ vendor, lastOfWindow }) => [vendor.slug, lastOfWindow])).toEqual([
      ['okta', true],
      ['github', undefined],
    ])
    expect(Math.abs((heard[0]?.at ?? 0) - Date.now())).toBeLessThan(5_000)
  })

  it('sends bytes as they are', async () => {
    const raw = { ...okta(), answer: () => ({ status: 200, body: new Uint8Array([0x1f, 0x8b, 0xff, 0]) }) }
    await server.close()
    server = await startReplayServer({ vendors: [raw] })
    expect((await logs()).body).toBe(Buffer.from([0x1f, 0x8b, 0xff, 0]).toString())
  })

  it('collects what the validator finds', async () => {
    const judged = await startReplayServer({
      vendors: [okta()],
      validate: (vendor, { path }) => [`${vendor.slug} ${path}`],
    })
    await server.close()
    server = judged
    await logs()
    expect(server.violations).toEqual(['okta /api/v1/logs'])
  })
})
