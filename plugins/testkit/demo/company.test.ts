import type { GoogleFile } from '../vendors/google-workspace/settings.ts'
import { createDemoCompany } from './company.ts'
import type { DemoCompany } from './company.ts'
import { logsOf } from './part.ts'
import { PARTS } from './parts.ts'
import type { DemoVendor } from './parts.ts'

const NOW = Date.parse('2026-03-18T13:30:00Z')
const create = (seed: string, size: number) =>
  createDemoCompany({ seed, name: seed, domain: `${seed}.example`, size, now: () => NOW })

/** Rows in each log. */
const sizes = ({ vendors }: DemoCompany): number[] =>
  Object.values(vendors).flatMap(vendor =>
    Object.keys(logsOf(PARTS[vendor.slug as DemoVendor])).map(log => vendor.size(log || undefined)),
  )
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

describe('a demo company', () => {
  it('tells its past to its vendors without holding the thread', async () => {
    const company = create('acme', 60)
    const gaps: number[] = []
    // Processor time from beat to beat, so that a busy machine changes nothing.
    let last = process.cpuUsage()
    const beat = setInterval(() => {
      const { user, system } = process.cpuUsage(last)
      gaps.push((user + system) / 1000)
      last = process.cpuUsage()
    }, 1)
    let rows = 0
    for await (const sofar of company.backfill(30)) rows = sofar
    clearInterval(beat)
    expect(sum(sizes(company))).toBe(rows)
    expect(Math.min(...sizes(company))).toBeGreaterThan(100)
    const sorted = gaps.toSorted((a, b) => a - b)
    // Told at one go it would hold it for seconds.
    expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThan(400)
    console.info(`${rows} rows, holds of the thread: p95 ${sorted[Math.floor(sorted.length * 0.95)]?.toFixed(1)} ms`)
    await expect(company.backfill().next()).rejects.toThrow('backfill comes once')
  })

  it('stands beside another without a thing in common', () => {
    const [acme, globex] = [create('acme', 60), create('globex', 20)]
    expect(acme.people).toHaveLength(60)
    expect(globex.people).toHaveLength(20)
    const ids = (company: DemoCompany) =>
      Object.values(company.vendors).flatMap(vendor => vendor.accounts.map(({ id }) => id))
    expect(ids(acme).filter(id => ids(globex).includes(id))).toEqual([])
    expect(acme.vendors.okta.hosts).not.toEqual(globex.vendors.okta.hosts)
    expect(acme.vendors.aws.credentials).not.toEqual(globex.vendors.aws.credentials)
  })

  it('goes on living where its past ended, and stops when told', async () => {
    let clock = NOW
    const company = createDemoCompany({
      seed: 'acme',
      name: 'Acme',
      domain: 'acme.example',
      now: () => clock,
      sleep: async ms => {
        clock += ms
        if (clock > NOW + 300_000) stop.abort()
      },
    })
    const stop = new AbortController()
    let rows = 0
    for await (const sofar of company.backfill(1)) rows = sofar
    await company.live(stop.signal, { attacks: true })
    expect(sum(sizes(company))).toBeGreaterThan(rows + 100)
  })

  it('keeps its credentials from start to start, so that what was connected goes on working', () => {
    const credentials = () => Object.values(create('acme', 20).vendors).map(vendor => vendor.credentials)
    expect(credentials()).toEqual(credentials())
  })

  it('has done at its vendors what the rows tell of', async () => {
    let clock = NOW
    const company = createDemoCompany({
      seed: 'acme',
      name: 'Acme',
      domain: 'acme.example',
      now: () => clock,
      sleep: async ms => {
        clock += ms
      },
    })
    const links = () =>
      (company.vendors['google-workspace'].settings.files as GoogleFile[]).filter(({ permissions }) =>
        permissions.some(({ id }) => id === 'anyoneWithLink'),
      ).length
    const before = links()
    const stop = new AbortController()
    let stolen = 0
    await company.live(stop.signal, {
      attacks: true,
      onAttack: ({ name }) => {
        if (name === 'stolen-session' && ++stolen === 20) stop.abort()
      },
    })
    expect(links()).toBeGreaterThan(before)
  })

  it('stops at once in real time', async () => {
    const company = createDemoCompany({ seed: 1, name: 'Acme', domain: 'acme.example', size: 10 })
    const stop = new AbortController()
    const running = company.live(stop.signal, { attacks: false })
    stop.abort()
    await running
  })

  it('refuses to be smaller than its roles', () => {
    expect(() => create('tiny', 3)).toThrow('at least 10 people')
  })
})
