import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import connector from './index.ts'

/** Nobody has published entries of these logs. Should some be there one day, they are read like anybody's. */
const root = resolve(import.meta.dirname, '../../../..')
const file = join(resolve(root, process.env.CASBAH_SHARED ?? '../shared'), 'corpus/netdocuments/events.ndjson')
const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []

describe('the corpus', () => {
  if (lines.length === 0) {
    const message = `NOT RUN: there is no corpus of ${connector.card.name}; nobody has published entries of its logs, and there are none in ${file}.`
    it('is absent and was not read', () => console.warn(message))
    return
  }
  it.each(lines)('%s is read, or refused with a reason', line => {
    const value = JSON.parse(line) as Record<string, unknown>
    const parsed = connector.streams[0]!.row.safeParse(value.raw ?? value)
    if (parsed.success) expect(connector.streams[0]!.toActivities(parsed.data)).toHaveLength(1)
    else expect(parsed.error.issues.map(({ message }) => message)).not.toEqual([])
  })
})
