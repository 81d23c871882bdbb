import { PLATFORM, type ConnectorChanged } from '@casbah/kit'
import { START } from '../testing/activity.ts'
import { openAlerts, until } from '../testing/open.ts'
import { latenessIn, readLateness } from './lateness.ts'

const HOUR = 3_600_000

it.each([
  [null, 6 * HOUR],
  [['okta'], HOUR],
  [['okta', 'salesforce'], 6 * HOUR],
  [['okta', 'unknown'], 24 * HOUR],
])('is that of the slowest of %j', (connectors, expected) => {
  const known = new Map([
    ['okta', HOUR],
    ['salesforce', 6 * HOUR],
  ])
  expect(latenessIn(known)(connectors)).toBe(expected)
  expect(latenessIn(new Map())(null)).toBe(24 * HOUR)
})

describe('lateness of the streams', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  beforeAll(async () => {
    bed = await openAlerts()
  })
  afterAll(() => bed.close())

  it('follows the cards of connectors, for the apps that a tenant has', async () => {
    const subgraph = await bed.start()
    const card = (slug: string, lateness: number[]): ConnectorChanged => ({
      slug,
      name: slug,
      vendor: slug,
      version: '1.0.0',
      state: 'LOADED',
      streams: lateness.map((latenessSeconds, n) => ({ name: `s${n}`, delaySeconds: null, latenessSeconds })),
      actions: [],
      checks: [],
    })
    const tell = (...cards: ConnectorChanged[]) =>
      bed.feeder.write(PLATFORM, async tx => tx.append('connector.changed', cards))
    const connect = (tenant: string, connector: string) =>
      bed.feeder.write(tenant, async tx =>
        tx.append('app.changed', [
          { id: connector, connector, name: connector, state: 'HEALTHY', connectedAt: START, deletedData: false },
        ]),
      )
    const lateness = (tenant: string, connectors: string[] | null) =>
      bed.feeder.write(tenant, async tx => (await readLateness(tx))(connectors))

    await tell(card('okta', [60, 3_600]), card('salesforce', [48 * 3_600]))
    await connect('acme', 'okta')
    await connect('other', 'salesforce')
    await until(async () => (await lateness('acme', null)) === HOUR && (await lateness('other', null)) === 48 * HOUR)
    expect(await lateness('nobody', null)).toBe(24 * HOUR)
    await tell(card('okta', [7_200]), card('salesforce', []))
    await until(async () => (await lateness('acme', null)) === 2 * HOUR)
    await until(async () => (await lateness('other', ['salesforce'])) === 24 * HOUR)
    await subgraph.stop()
  })
})
