import { setImmediate as turn } from 'node:timers/promises'
import { inWorld, type DropboxSettings } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import dropbox from './index.ts'

const row = (index: number, time: number) => fixtures.streams['team-log']!.row(index, time)

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end && !holds();) await turn()
}

const through = <T>(work: (world: Parameters<Parameters<typeof inWorld>[2]>[0]) => Promise<T>) =>
  inWorld({ connector: dropbox, fixtures }, {}, async world => {
    await world.newHost()
    return work(world)
  })

describe('the team log is read', () => {
  it('again from where Dropbox says when it forgot the place, and each event stays one', () =>
    through(async world => {
      const { vendor, store, server } = world
      const at = world.vendorNow() - 600_000
      vendor.emit([10, 11, 12].map(index => row(index, at + index * 1_000)))
      await world.host.start(world.app)
      await until(() => store.activities.length >= 3)
      ;(vendor.settings as unknown as DropboxSettings).generation += 1
      // One of them lies before what was read last.
      vendor.emit([row(20, at + 11_500), row(21, at + 60_000)])
      await until(() => store.activities.length >= 5)
      const asked = server.requests.length
      await until(() => server.requests.length > asked + 6)
      // What is read twice has the same id, and is one event wherever it is kept.
      expect(new Set(store.ids).size).toBe(5)
      expect(server.requests.filter(({ status }) => status === 409)).not.toEqual([])
    }))
})

describe('the inventory', () => {
  it('passes over members who are suspended, and is whole all the same', () =>
    through(async ({ host, app, store }) => {
      const place = () =>
        JSON.parse(store.places.get(`${app.id}|things`) ?? '{}') as { completedAt?: number; skipped?: [] }
      await host.start(app)
      await until(() => !!place().completedAt)
      expect(place()).toMatchObject({ completedAt: expect.any(Number), skipped: [] })
    }))
})
