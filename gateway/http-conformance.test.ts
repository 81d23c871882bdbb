import { auditServer } from 'graphql-http'
import { closeGateways, smallGateway } from './testing/gateway.ts'

afterAll(closeGateways)

describe('GraphQL over HTTP', () => {
  it('passes every audit of the specification', async () => {
    const { url } = await smallGateway()
    const fetchFn: typeof fetch = (input, init) =>
      fetch(input, {
        ...init,
        headers: { ...(init?.headers as Record<string, string>), authorization: 'Bearer reader' },
      })
    const audits = await auditServer({ url, fetchFn })
    expect(audits.flatMap(audit => (audit.status === 'ok' ? [] : [`${audit.name}: ${audit.reason}`]))).toEqual([])
    expect(audits.length).toBeGreaterThanOrEqual(61)
  })
})
