import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connector } from '@casbah/sdk'
import { trialsOf, type Fixtures } from '@casbah/testkit'
import { BUILT_IN, BUILT_IN_FOLDERS } from './connectors.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const connectors = BUILT_IN.map((name, index) => [name, BUILT_IN_FOLDERS[index] as string] as const)

describe('the built-in connectors', () => {
  it('are all that lie in plugins/connectors, and are built with the rest', () => {
    const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
      references: { path: string }[]
    }
    const built = references.flatMap(({ path }) => /^plugins\/connectors\/(.+)$/.exec(path)?.[1] ?? [])
    const there = readdirSync(join(root, 'plugins', 'connectors'))
    const slugs = BUILT_IN.map(name => name.replace('@casbah/connector-', ''))
    expect([built.toSorted(), there.toSorted()]).toEqual([slugs, slugs])
  })

  // What holds for one holds for all: no connector is without its contract, its chaos, or its published rows.
  it.each(connectors)(
    '%s goes through its contract, five schedules of chaos and the published rows',
    async (name, folder) => {
      const { default: connector } = (await import(name)) as { default: Connector }
      const { fixtures } = (await import(`${name}/fixtures`)) as { fixtures: Fixtures }
      const chaos = trialsOf(connector, fixtures).filter(trial => /chaos/.test(trial.name))
      expect(chaos).toHaveLength(5)
      for (const [test, call] of [
        ['contract', 'testConnector('],
        ['corpus', 'testCorpus('],
      ] as const) {
        const file = join(folder, 'dist', `${test}.test.js`)
        expect([file, existsSync(file) && readFileSync(file, 'utf8').includes(call)]).toEqual([file, true])
      }
      expect(connector.card.slug).toBe(name.replace('@casbah/connector-', ''))
    },
  )
})
