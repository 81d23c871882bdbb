import { Counter, Registry } from 'prom-client'
import type { Authentication } from './authentication.ts'
import type { Exchange } from './exchange.ts'
import { Metrics } from './metrics.ts'
import { route, type RoutesOptions } from './routes.ts'

const counts = new Registry()
new Counter({ name: 'casbah_test_total', help: 'Of a tenant.', labelNames: ['tenant'], registers: [counts] }).inc({
  tenant: 'acme',
})

const SCOPES: Record<string, string[]> = { tenant: ['apps:read', 'apps:write'], platform: ['platform:read'] }
const authentication = {
  callerOf: async (bearer: string) => (SCOPES[bearer] ? { scopes: SCOPES[bearer] } : null),
} as unknown as Authentication

async function metricsFor(remoteAddress: string, bearer?: string): Promise<string> {
  let text = ''
  const response = {
    writeHead: () => response,
    end: (said: string) => (text = said),
  }
  const headers = bearer ? { authorization: `Bearer ${bearer}` } : {}
  const exchange = {
    request: { headers, socket: { remoteAddress } },
    response,
    url: new URL('http://gateway/metrics'),
  } as unknown as Exchange
  const options = {
    authentication,
    metrics: new Metrics(),
    registries: [counts],
    doors: {},
  } as unknown as RoutesOptions
  await route(exchange, options)
  return text
}

describe('/metrics', () => {
  it.each([
    ['somebody on the machine', '127.0.0.1', undefined, true],
    ['a token above tenants', '203.0.113.9', 'platform', true],
    ['a token of a tenant', '203.0.113.9', 'tenant', false],
  ])('shows %s what names tenants, or not', async (_, address, bearer, whole) => {
    const text = await metricsFor(address, bearer)
    expect(text).toContain('casbah_gateway_sockets')
    expect(text.includes('casbah_test_total')).toBe(whole)
  })

  it.each([undefined, 'unknown'])('refuses strangers with the token %s', async bearer => {
    await expect(metricsFor('203.0.113.9', bearer)).rejects.toMatchObject({ status: 401 })
  })
})
