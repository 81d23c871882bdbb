import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { request as httpsRequest } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, type DataChanged } from '@casbah/kit'
import { parseAddress } from '../network/address.ts'
import { DataMetrics } from './data-metrics.ts'
import { MAX_BYTES } from './list-reader.ts'
import { NetworkLists, type ListSettings } from './network-lists.ts'

const NOW = Date.UTC(2027, 2, 2, 9)
const OLD = Date.UTC(2027, 0, 1)

let folder: string
let server: Server
let answer: (request: IncomingMessage, response: ServerResponse) => void
/** Requests as the server saw them. */
const asked: IncomingMessage['headers'][] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lists-'))
  server = createServer((request, response) => {
    asked.push(request.headers)
    answer(request, response)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => asked.splice(0))

/** To our server instead of over TLS; what is asked of the look-up stays. */
const request = ((url: URL, options: object, then: (answer: IncomingMessage) => void) =>
  httpRequest(
    { ...options, host: '127.0.0.1', port: (server.address() as AddressInfo).port, path: url.pathname },
    then,
  )) as typeof httpsRequest

function lists(settings: ListSettings) {
  const told: DataChanged[] = []
  const warned: string[] = []
  const logger = { ...createLogger('test'), warn: (data: object) => void warned.push(JSON.stringify(data)) }
  const metrics = new DataMetrics()
  const list = new NetworkLists(
    { now: () => NOW, ...settings },
    { logger: logger as never, metrics, changed: async data => void told.push(data) },
  )
  return { list, told, warned, metrics, tag: (address: string) => list.tagOf(parseAddress(address)!) }
}

async function file(name: string, text: string, at = OLD): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  await utimes(path, at / 1000, at / 1000)
  return path
}

describe('lists of addresses', () => {
  it('tag addresses, Tor before risky before VPN before hosting, and tell what there is of each', async () => {
    const { list, told, tag, metrics } = lists({
      lists: {
        tor: [await file('tor', '192.0.2.1')],
        risky: [await file('risky', '192.0.2.0/30')],
        vpn: [await file('vpn', '192.0.2.0/29')],
        hosting: [await file('v4', '192.0.2.0/28'), await file('v6', '2001:db8::/32', NOW)],
      },
    })
    await list.readAll()
    expect(['192.0.2.1', '192.0.2.2', '192.0.2.5', '192.0.2.9', '2001:db8::1', '192.0.2.16'].map(tag)).toEqual([
      'TOR',
      'RISKY',
      'VPN',
      'CLOUD',
      'CLOUD',
      null,
    ])
    expect(told.map(({ name, builtAt, entries }) => [name, builtAt, entries])).toEqual([
      ['tor', OLD, 1],
      ['risky', OLD, 1],
      ['vpn', OLD, 1],
      ['hosting', OLD, 2],
    ])
    expect(await metrics.registry.metrics()).toMatch(/casbah_data_entries\{data="hosting"\} 2/)
  })

  it('tell of those that are not set, too', async () => {
    const { list, told } = lists({})
    await list.readAll()
    expect(told[0]).toEqual({ name: 'tor', source: null, builtAt: null, entries: 0 })
    expect(told).toHaveLength(4)
  })

  it('are read again, and what fails keeps what was read before', async () => {
    const path = await file('again', '192.0.2.1')
    const { list, told, warned, tag, metrics } = lists({ lists: { tor: [path] } })
    await list.readAll()
    await file('again', '192.0.2.2', NOW)
    await list.readAll()
    expect(['192.0.2.1', '192.0.2.2'].map(tag)).toEqual([null, 'TOR'])
    await file('again', '<html>\n<p>gone', NOW + 1000)
    await list.readAll()
    expect(tag('192.0.2.2')).toBe('TOR')
    await rm(path)
    await list.readAll()
    expect(tag('192.0.2.2')).toBe('TOR')
    expect(warned).toEqual([expect.stringMatching(/2 of its lines/), expect.stringMatching(/ENOENT.*Mend its path/)])
    expect(told.filter(({ name }) => name === 'tor').map(({ builtAt }) => builtAt)).toEqual([OLD, NOW, NOW, NOW])
    const text = await metrics.registry.metrics()
    expect(text).toMatch(/casbah_data_failures_total\{data="tor"\} 2/)
    expect(text).toMatch(/casbah_data_failing\{data="tor"\} 1/)
    expect(text).toMatch(new RegExp(`casbah_data_built_timestamp_seconds\\{data="tor"\\} ${NOW / 1000}`))
  })

  it('come from an address, asked by its ETag, dated by Last-Modified or by the clock', async () => {
    answer = ({ headers }, response) => {
      if (headers['if-none-match'] === '"1"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"1"', 'last-modified': new Date(OLD).toUTCString() }).end('192.0.2.1\n')
    }
    const source = 'https://user:secret@lists.example/tor?key=secret'
    const { list, told, tag } = lists({ lists: { tor: [source] }, request })
    await list.readAll()
    await list.readAll()
    expect(tag('192.0.2.1')).toBe('TOR')
    expect(asked.map(headers => headers['if-none-match'])).toEqual([undefined, '"1"'])
    // Not modified, and no date with it: it is current now.
    expect(told.filter(({ name }) => name === 'tor')).toEqual([
      { name: 'tor', source: 'https://lists.example/tor', builtAt: OLD, entries: 1 },
      { name: 'tor', source: 'https://lists.example/tor', builtAt: NOW, entries: 1 },
    ])
  })

  it.each([
    ['an address without TLS', 'http://lists.example/', null, /does not begin with https/],
    ['a host of no public network', 'https://127.0.0.1/', null, /127\.0\.0\.1.*no public address/],
    ['one in IPv6', 'https://[::1]/', null, /::1.*no public address/],
    [
      'another status',
      'https://lists.example/',
      (response: ServerResponse) => response.writeHead(302).end(),
      /status 302/,
    ],
    [
      'one that is too long',
      'https://lists.example/',
      (response: ServerResponse) => response.writeHead(200).end('1'.repeat(MAX_BYTES + 1)),
      /over 32 MiB/,
    ],
    [
      'one that breaks off',
      'https://lists.example/',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' }).write('192.0.2.1\n')
        setImmediate(() => response.destroy())
      },
      /does not answer \(ECONNRESET\)/,
    ],
  ] as [string, string, ((response: ServerResponse) => void) | null, RegExp][])(
    'refuse %s, and say so',
    async (_, source, respond, reason) => {
      answer = (_request, response) => respond!(response)
      const { list, warned, told, tag } = lists({ lists: { risky: [source] }, request })
      await list.readAll()
      expect(warned).toEqual([expect.stringMatching(reason)])
      expect(told.find(({ name }) => name === 'risky')).toMatchObject({ builtAt: null, entries: 0 })
      expect(tag('192.0.2.1')).toBeNull()
    },
  )

  it('judge names at connect time, unless private hosts are allowed', async () => {
    const source = `https://localhost:${(server.address() as AddressInfo).port}/`
    const { list, warned } = lists({ lists: { tor: [source] } })
    await list.readAll()
    expect(warned).toEqual([expect.stringMatching(/localhost is at .*no public address.*CASBAH_LISTS_PRIVATE/)])
    answer = (_request, response) => response.writeHead(200).end('192.0.2.1')
    const allowed = lists({ lists: { tor: ['https://127.0.0.1/'] }, allowPrivate: true, request })
    await allowed.list.readAll()
    expect(allowed.tag('192.0.2.1')).toBe('TOR')
  })

  it('end at once, also a reading that is under way', async () => {
    const reached = new Promise<void>(resolve => {
      answer = () => resolve()
    })
    const { list, warned, told } = lists({ lists: { tor: ['https://lists.example/'] }, request })
    const started = list.start()
    await reached
    await list.stop()
    await started
    expect([warned, told]).toEqual([[], []])
  })
})
