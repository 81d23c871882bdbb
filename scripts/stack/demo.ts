import { createDemoCompany, type DemoCompany, type DemoVendor } from '@casbah/testkit/demo'
import { startReplayServer, type ReplayServer, type Vendor } from '@casbah/testkit'

/** The demo's tenants: one lively company and a small one, so that two are always there to tell apart. */
export const DEMO_TENANTS = [
  { id: 'acme', name: 'Acme', domain: 'acme.example', size: 60 },
  { id: 'globex', name: 'Globex', domain: 'globex.example', size: 20 },
] as const

export interface Demo {
  replay: ReplayServer
  companies: { tenant: string; name: string; company: DemoCompany }[]
  /** Tells the past, then lets life go on until `stop`; progress goes to the callback. */
  start(options: { quiet: boolean; days: number; onProgress: (line: string) => void }): Promise<void>
  stop(): Promise<void>
}

/** The vendors' side of the demo: companies at work behind a replay server on the loopback. */
export async function openDemo(at?: readonly DemoVendor[]): Promise<Demo> {
  const companies = DEMO_TENANTS.map(({ id, name, domain, size }) => ({
    tenant: id,
    name,
    company: createDemoCompany({ seed: id, name, domain, size, ...(at && { at }) }),
  }))
  const vendors: Vendor[] = companies.flatMap(({ company }) => Object.values(company.vendors))
  const replay = await startReplayServer({ vendors })
  const stopping = new AbortController()
  const lives: Promise<void>[] = []
  return {
    replay,
    companies,
    async start({ quiet, days, onProgress }) {
      for (const { name, company } of companies) {
        let rows = 0
        for await (const told of company.backfill(days)) rows = told
        onProgress(`${name}: ${days} quiet days told, ${rows} events`)
      }
      for (const { tenant, company } of companies)
        lives.push(company.live(stopping.signal, { attacks: !quiet && tenant === DEMO_TENANTS[0].id }))
    },
    async stop() {
      stopping.abort()
      await Promise.allSettled(lives)
      await replay.close()
    },
  }
}
