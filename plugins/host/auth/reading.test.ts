import type { AuthScheme } from '@casbah/sdk'
import { systemClock } from '../clock.ts'
import { FakeTokenEndpoint } from '../testing/fake-token-endpoint.ts'
import { logPages, startFakeVendor } from '../testing/fake-vendor.ts'
import { MemoryStore } from '../testing/memory-store.ts'
import { app, CONNECTED, logRows, ready, testConnector, testHost, until } from '../testing/test-connector.ts'

const SCHEME: AuthScheme = {
  type: 'refreshToken',
  client: { by: 'none', id: 'client-1' },
  refreshToken: '{refresh}',
  tokenUrl: 'https://{org}.vendor.test/token',
}

/** A store of a process that may be killed: from then on nothing of it is kept. */
class MortalStore extends MemoryStore {
  dead = false

  override async commit(...given: Parameters<MemoryStore['commit']>): Promise<void> {
    this.#live()
    return super.commit(...given)
  }

  override async saveSession(...given: Parameters<MemoryStore['saveSession']>): Promise<void> {
    this.#live()
    return super.saveSession(...given)
  }

  override async status(...given: Parameters<MemoryStore['status']>): Promise<void> {
    if (!this.dead) return super.status(...given)
  }

  #live(): void {
    if (this.dead) throw new Error('killed')
  }
}

describe('reading with a refresh token that rotates', () => {
  it('loses and doubles nothing, wherever the host is killed, and uses no token that was not kept', async () => {
    const began = Date.now()
    // Waits are short but real: what fails again and again must let others have their turn.
    const clock = {
      now: () => CONNECTED + 60_000 + Date.now() - began,
      sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 5), signal),
    }
    const rows = logRows(24)
    const pages = logPages(rows)
    const endpoint = new FakeTokenEndpoint(() => clock.now())
    const store = new MortalStore()
    const unkept: string[] = []
    let asked = 0
    const vendor = await startFakeVendor(async (url, _count, _method, sent) => {
      if (url.pathname === '/token') {
        // As many vendors do, this one takes the token before for a while.
        const form = new URLSearchParams(sent.body)
        const before = form.get('refresh_token') ?? ''
        if (before.startsWith('refresh-secret-')) endpoint.refreshToken = before
        return endpoint.answer(url, sent)
      }
      if (!endpoint.admits(sent.headers)) return { status: 401 }
      const token = (sent.headers.authorization ?? '').slice('Bearer '.length)
      if (!store.sessions.get('app-1')?.includes(`"${token}"`)) unkept.push(token)
      // Every third request is the token's last.
      if (++asked % 3 === 0) endpoint.valid.clear()
      return pages(url)
    })
    const connector = testConnector()
    connector.card.auth = [
      {
        name: 'token',
        title: '',
        instructions: '',
        fields: [{ name: 'refresh', title: 'Refresh token', secret: true }],
        scheme: SCHEME,
      },
    ]
    expect(ready(connector).description.card.auth).toHaveLength(1)
    let kills = 0
    const complete = () => new Set(store.ids).size === rows.length && store.commits.at(-1)?.checkpoint.backfill === null
    for (let round = 1; !complete() && round < 60; round++) {
      let left = round
      store.dead = false
      const { host } = testHost(connector, {
        store,
        clock,
        routes: vendor.routes,
        crashPoint: () => {
          if (store.dead || --left === 0) {
            if (!store.dead) kills += 1
            store.dead = true
            throw new Error('killed')
          }
        },
      })
      await host.start(app({ credentials: { refresh: 'refresh-secret-0' } }))
      await until(() => store.dead || complete())
      await host.close()
    }
    await vendor.close()
    expect(complete()).toBe(true)
    expect(kills).toBeGreaterThan(3)
    expect(endpoint.asked.length).toBeGreaterThan(5)
    expect(store.ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
    expect(unkept).toEqual([])
  })
})
