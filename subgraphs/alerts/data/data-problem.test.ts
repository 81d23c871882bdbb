import { PLATFORM, type DataChanged } from '@casbah/kit'
import { openAlerts, until } from '../testing/open.ts'
import { dataProblem, dataProblems, type OnHand } from './data-problem.ts'
import type { DataNeed } from '../detection/anomaly/kind.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2027, 2, 2, 9)

describe('what a detector lacks', () => {
  const read = (builtAt: number | null): OnHand => ({ source: '/etc/x', builtAt, isRead: true })

  it.each([
    ['nothing, when it needs nothing', [], {}, null],
    ['nothing, when all is there', ['tor', 'country'], { tor: read(NOW), country: read(NOW - 90 * DAY) }, null],
    ['nothing, when the data does not tell its age', ['asn'], { asn: read(null) }, null],
    ['what was never set', ['tor'], {}, /^The list of Tor exits is missing\. Set CASBAH_TOR_LIST/],
    [
      'what was set and not read',
      ['risky'],
      { risky: { source: 'https://lists.example/', builtAt: null, isRead: false } },
      /could not be read from https:\/\/lists\.example\/; the log of activities says why/,
    ],
    [
      'what is over 90 days old',
      ['country'],
      { country: read(NOW - 90 * DAY - 1) },
      /^The database of countries is of 2026-12-02, over 90 days old\. Set CASBAH_COUNTRY_DATABASE/,
    ],
    ['the first of several', ['country', 'tor'], { country: read(NOW) }, /Tor exits is missing/],
    ['accounts', ['accounts'], {}, /Connect an app that lists its accounts/],
  ] as [string, DataNeed[], Partial<Record<DataNeed, OnHand>>, RegExp | null][])(
    'is %s',
    (_, needs, there, message) => {
      const problem = dataProblem(new Map(Object.entries(there) as [DataNeed, OnHand][]), needs, NOW)
      expect(problem).toEqual(
        message === null ? null : { code: 'NOT_READY', message: expect.stringMatching(message), path: null },
      )
    },
  )

  it('follows what activities tell, for every tenant alike, and a tenant its own accounts', async () => {
    const alerts = await openAlerts()
    const subgraph = await alerts.start()
    const db = alerts.feeder
    const problem = (tenant: string, needs: DataNeed[]) =>
      db.read(tenant, async tx => (await dataProblems(tx))(needs, NOW)?.message ?? null)
    const tell = (...items: DataChanged[]) => db.write(PLATFORM, async tx => tx.append('data.changed', items))
    try {
      expect(await problem('acme', ['tor'])).toMatch(/missing/)
      await tell(
        { name: 'tor', source: '/etc/tor', builtAt: NOW, entries: 3 },
        { name: 'asn', source: 'bundled', builtAt: null, entries: null },
        { name: 'vpn', source: '/etc/vpn', builtAt: null, entries: 0 },
      )
      await until(async () => (await problem('acme', ['tor'])) === null)
      expect(await problem('globex', ['tor', 'asn'])).toBeNull()
      expect(await problem('acme', ['vpn'])).toMatch(/could not be read from \/etc\/vpn/)
      await tell({ name: 'tor', source: null, builtAt: null, entries: 0 })
      await until(async () => (await problem('acme', ['tor'])) !== null)
      await db.write('acme', tx =>
        tx.query(`insert into alerts.account (tenant, id, app, name) values ('acme', 'a', 'app', 'Ann')`),
      )
      expect([await problem('acme', ['accounts', 'mfa']), await problem('globex', ['accounts'])]).toEqual([
        null,
        expect.stringMatching(/accounts is missing/),
      ])
    } finally {
      await subgraph.stop()
      await alerts.close()
    }
  })
})
