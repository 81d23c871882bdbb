import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { closeGateways, smallGateway, until, type Small } from '../testing/gateway.ts'
import { BUFFER_BYTES } from './reader.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const STALLED = 40
/** Of which each client is sent more than the system keeps for a connection. */
const TEXT = 'x'.repeat(40_000)
const ENTRIES = 400

afterAll(closeGateways)

describe('clients that stop reading', () => {
  let small: Small
  beforeAll(async () => {
    small = await smallGateway({ live: { pingMs: 60_000 } })
  })

  async function subscribed(onText: (text: string) => void = () => undefined) {
    const socket = new WebSocket(small.wsUrl, 'graphql-transport-ws')
    let isLive = false
    const closed = new Promise<number>(done => socket.on('close', code => done(code)))
    socket.on('open', () => socket.send('{"type":"connection_init","payload":{"token":"reader"}}'))
    socket.on('message', data => {
      const text = String(data)
      if (text.includes('connection_ack'))
        socket.send('{"id":"1","type":"subscribe","payload":{"query":"subscription { log { sequence kind text } }"}}')
      else if (text.includes('CAUGHT_UP')) isLive = true
      else onText(text)
    })
    await until(() => isLive)
    return { socket, closed }
  }

  it('cost at most their buffer, are let go, and hold up no one', async () => {
    const seen: number[] = []
    const reader = await subscribed(text => seen.push(Number(/"sequence":(\d+)/.exec(text)?.[1])))
    const stalled = await Promise.all(Array.from({ length: STALLED }, () => subscribed()))
    for (const { socket } of stalled) socket.pause()
    collectGarbage()
    const before = process.memoryUsage().arrayBuffers
    let peak = 0
    for (let n = 0; n < ENTRIES; n++) {
      small.log.append(TEXT)
      await until(() => seen.length > n)
      if (n % 10 > 0) continue
      collectGarbage()
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - before)
    }
    expect(seen).toEqual(Array.from({ length: ENTRIES }, (_, n) => n + 1))
    // A frame more than the buffer for each, and what the ring keeps of frames.
    const most = STALLED * (BUFFER_BYTES + 2 * TEXT.length) + (8 << 20) + (16 << 20)
    console.info(
      `${STALLED} stalled clients: at most ${Math.round(peak / 2 ** 20)} MB of ${Math.round(most / 2 ** 20)} MB`,
    )
    expect(peak).toBeLessThan(most)
    const metrics = await small.gateway.metrics.registry.metrics()
    expect(metrics).toContain(`casbah_gateway_slow_consumers_total ${STALLED}`)
    for (const { socket } of stalled) socket.resume()
    // Told why, or cut off when even that was not read within a second.
    const codes = await Promise.all(stalled.map(({ closed }) => closed))
    expect(codes.every(code => code === 4290 || code === 1006)).toBe(true)
    await sleep(20)
    expect(await small.gateway.metrics.registry.metrics()).toContain('casbah_gateway_sockets 1')
    reader.socket.terminate()
  }, 60_000)
})
