import { Places } from '@casbah/activities'
import { builtInPolicies, Engine, type ShardState } from '@casbah/alerts/detection'
import { loadConnectors, readLines } from '@casbah/host'
import type { StoredActivity } from '@casbah/kit'
import { recordAttacks, recordLife, type Emission } from '@casbah/testkit/demo'
import { recorded } from '../casbah/policy/recorded.ts'
import { CONNECTOR_FOLDERS } from '../stack/connectors.ts'

// The demo company before the policies that every tenant has from the start, without a database.

const DAY = 86_400_000
/** A Monday. */
const START = Date.UTC(2027, 2, 1)
const HISTORY_DAYS = 30
const QUIET_DAYS = 10
const ACME = { seed: 'acme', name: 'Acme', domain: 'acme.example', size: 60 }

/** Rows as their connectors would have had them stored. */
async function stored(rows: Emission[], lane: 'live' | 'history'): Promise<StoredActivity[]> {
  const places = new Places()
  const connectors = await loadConnectors(CONNECTOR_FOLDERS, { sandbox: false })
  const activities: StoredActivity[] = []
  for (const [slug, own] of Map.groupBy(rows, row => row.vendor)) {
    const loaded = connectors.find(each => each.slug === slug)
    if (!loaded || loaded.state === 'FAILED') throw new Error(`${slug} does not load`)
    const lines = own.map(({ row }) => JSON.stringify(row))
    for await (const read of readLines(loaded.connector, undefined, lines)) {
      if ('rejected' in read) throw new Error(read.rejected)
      for (const activity of read.activities) {
        const one = recorded(slug, activity, places)
        if (one) activities.push({ ...one, app: `app-${slug}`, lane })
      }
    }
  }
  return activities.sort((a, b) => a.time - b.time)
}

/** Alerts as an analyst counts them: equal matches within an hour are one. */
function alertsOf(found: ReturnType<Engine['judge']>['found']): string[] {
  const last = new Map<string, number>()
  return found.flatMap(({ policy, match, event }) => {
    const key = `${policy.name}|${match.key}`
    const isNew = event.time - (last.get(key) ?? -Infinity) > 3_600_000
    last.set(key, event.time)
    return isNew
      ? [`${new Date(event.time).toISOString()} ${policy.name}: ${match.title(event.activity.connector)}`]
      : []
  })
}

describe('the demo company', () => {
  const policies = builtInPolicies('acme').filter(policy => policy.enabled)
  const engine = new Engine()
  const state: ShardState = new Map()
  const now = START + (HISTORY_DAYS + QUIET_DAYS) * DAY + 13 * 3_600_000

  it(`raises nothing in its history, and on quiet days less than one alert a day for 100 people`, async () => {
    const rows = [...recordLife(ACME, START, START + (HISTORY_DAYS + QUIET_DAYS) * DAY)]
    const liveFrom = START + HISTORY_DAYS * DAY
    const history = await stored(
      rows.filter(row => row.time < liveFrom),
      'history',
    )
    const live = await stored(
      rows.filter(row => row.time >= liveFrom),
      'live',
    )
    expect(live.length).toBeGreaterThan(5_000)
    const past = engine.judge({ tenant: 'acme', activities: history, policies }, state)
    expect([past.found, [...past.failures]]).toEqual([[], []])
    const quiet = engine.judge({ tenant: 'acme', activities: live, policies }, state)
    expect([...quiet.failures]).toEqual([])
    const alerts = alertsOf(quiet.found)
    console.log(
      `${live.length} live activities of ${ACME.size} people in ${QUIET_DAYS} days: ${alerts.length} alerts`,
      alerts,
    )
    expect(alerts.length / QUIET_DAYS / (ACME.size / 100)).toBeLessThan(1)
  }, 120_000)

  it.each([
    ['stolen-session', ['Impossible travel']],
    ['guessed-password', ['Password attack']],
    ['mass-download', ['Mass download']],
    ['logging-off', ['Audit logging switched off']],
    ['app-consent', ['Suspicious consent to an OAuth app', 'Suspicious forwarding of mail']],
  ])('is caught in %s', async (name, expected) => {
    const attack = recordAttacks(ACME, now).find(each => each.name === name)
    const judged = engine.judge({ tenant: 'acme', activities: await stored(attack!.rows, 'live'), policies }, state)
    expect(judged.found.map(({ policy }) => policy.name)).toEqual(expect.arrayContaining(expected))
  })
})
