import { describeConnector, loadConnectors, readLines } from '@casbah/host'
import { recordAttacks, recordLife, tellsAddress, type Emission } from '@casbah/testkit/demo'
import { CONNECTOR_FOLDERS } from '../stack/connectors.ts'

// What the demo's vendors log, read by the connectors of those vendors.

const DAY = 86_400_000
const NOW = Date.parse('2026-03-18T13:30:00Z')
const ACME = { seed: 'acme', name: 'Acme', domain: 'acme.example', size: 60 }

const rows: Emission[] = [
  ...recordLife(ACME, NOW - 3 * DAY, NOW),
  ...recordAttacks(ACME, NOW).flatMap(attack => attack.rows),
]
const connectors = await loadConnectors(CONNECTOR_FOLDERS, { sandbox: false })

describe.each([...Map.groupBy(rows, row => row.vendor)])('rows of %s', (slug, own) => {
  it('are all read, each with a meaning, its own time and somebody who did it from somewhere', async () => {
    const loaded = connectors.find(each => each.slug === slug)
    if (!loaded || loaded.state === 'FAILED') throw new Error(`There is no connector ${slug} that loads.`)
    const { vocabulary } = describeConnector(loaded.connector)
    const wrong = new Set<string>()
    let activities = 0
    for (const emission of own) {
      const { row, time } = emission
      for await (const read of readLines(loaded.connector, undefined, [JSON.stringify(row)])) {
        if ('rejected' in read) wrong.add(`rejected: ${read.rejected}`)
        else
          for (const activity of read.activities) {
            activities++
            const what = activity.vendorAction
            if (!vocabulary[what]) wrong.add(`${what} is not in the vocabulary`)
            if (activity.time !== time) wrong.add(`${what} has another time than its row`)
            if (!activity.actor) wrong.add(`${what} has no actor`)
            if (activity.actor?.kind === 'user' && !activity.ip && tellsAddress(emission))
              wrong.add(`${what} has no address`)
          }
      }
    }
    expect([...wrong]).toEqual([])
    expect(activities).toBeGreaterThanOrEqual(own.length)
  })
})
