import { setImmediate as turn } from 'node:timers/promises'
import { inWorld, sysId, type ServiceNowSettings } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import servicenow from './index.ts'

type World = Parameters<Parameters<typeof inWorld>[2]>[0]

const through = <T>(pageRows: number, work: (world: World) => Promise<T>) =>
  inWorld({ connector: servicenow, fixtures }, { pageRows }, async world => {
    await world.newHost()
    return work(world)
  })
const settingsOf = ({ vendor }: World) => vendor.settings as unknown as ServiceNowSettings
const row = (index: number, time: number) => fixtures.streams.audit!.row(index, time)

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end && !holds();) await turn()
}

describe('the audit log is read whole', () => {
  const indexes = Array.from({ length: 12 }, (_, index) => index)

  it.each([
    ['where a rule hides every row of some pages', [2, 3, 4, 5, 6, 7, 11], 1_000],
    ['where a rule hides the first pages', [0, 1, 2, 3], 1_000],
    ['where more rows share a second than a page holds', [], 0],
    ['where both is so', [1, 4, 5, 6, 8], 0],
  ])('%s', (_, hidden, apart) =>
    through(2, async world => {
      for (const index of hidden) settingsOf(world).hiddenRows.add(sysId('audit', index))
      const begun = Math.floor(world.vendorNow() / 1_000) * 1_000 - 3_600_000
      world.vendor.emit(indexes.map(index => row(index, begun + index * apart)))
      await world.host.start(world.app)
      const shown = indexes.filter(index => !hidden.includes(index))
      await until(() => world.store.activities.length >= shown.length)
      const keys = world.store.activities.map(({ vendorId }) => vendorId).toSorted()
      expect(keys).toEqual(shown.map(index => sysId('audit', index)).toSorted())
      expect(world.server.violations).toEqual([])
    }),
  )
})

it('members are listed whole where a rule hides every row of some pages', () =>
  through(1, async world => {
    settingsOf(world).hiddenRows.add(sysId('sys_user', 'eve')).add(sysId('sys_user', 'fay'))
    expect(await world.host.inventory(world.app)).toBe(true)
    const listed = [...world.store.accounts.values()].map(({ externalId }) => externalId).toSorted()
    expect(listed).toEqual(['ada', 'ben', 'sync'])
  }))

it('a table that web services may not read is named with its remedy, and hinders no other', () =>
  through(10, async world => {
    settingsOf(world).closedTables.add('sys_audit')
    const wanted = ['read sys_audit', 'read sysevent']
    expect(await world.host.checkScopes(world.app, wanted)).toEqual([
      { scope: 'read sys_audit', granted: false },
      { scope: 'read sysevent', granted: true },
    ])
  }))
