import { setImmediate as turn } from 'node:timers/promises'
import { createSalesforce, inWorld, person, type Fixtures, type Vendor } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import salesforce from './index.ts'

const ROWS = 10
const OBJECT = 'FileEventStore'
const people = Array.from({ length: 7 }, (_, index) =>
  person(`p${index}@acme.example`, { id: `00500000000000${index}AAA` }),
)

/** An org that forgets where an answer goes on, as often as it is said. */
function forgetfulOrg(memory: { lapses: number }): Fixtures['vendor'] {
  return ({ now }) => {
    const settings = { realTimeEvents: [OBJECT] }
    const org = createSalesforce({ domain: 'acme.my.salesforce.com', now, accounts: people, settings, pageRows: 3 })
    const answer: Vendor['answer'] = request => {
      if (!request.path.includes('/query/') || memory.lapses === 0) return org.answer(request)
      memory.lapses -= 1
      return { status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }] }
    }
    return Object.assign(Object.create(org) as Vendor, { answer })
  }
}

it('a forgotten place in an answer costs nothing: users and events are read anew from where they are known', async () => {
  const memory = { lapses: 1 }
  const subject = { connector: salesforce, fixtures: { ...fixtures, vendor: forgetfulOrg(memory) } }
  await inWorld(subject, {}, async world => {
    const { row } = fixtures.streams['real-time-events']!
    const rows = Array.from({ length: ROWS }, (_, index) => row(index, world.clock.now() - 3_600_000 - index * 1_000))
    world.vendor.emit(rows, OBJECT)
    const host = await world.newHost()
    expect(await host.inventory(world.app)).toBe(true)
    expect([world.store.accounts.size, memory.lapses]).toEqual([people.length, 0])
    memory.lapses = 1
    await host.start(world.app)
    while (world.store.activities.length < ROWS) await turn()
    expect([new Set(world.store.activities.map(({ vendorId }) => vendorId)).size, memory.lapses]).toEqual([ROWS, 0])
  })
})
