import { setImmediate as turn } from 'node:timers/promises'
import { inWorld, type GoogleWorkspaceSettings } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import google from './index.ts'

const AUTH = 'https://www.googleapis.com/auth/'
type World = Parameters<Parameters<typeof inWorld>[2]>[0]

const unregister =
  (...scopes: string[]) =>
  ({ vendor }: World) => {
    const settings = vendor.settings as unknown as GoogleWorkspaceSettings
    settings.registeredScopes = settings.registeredScopes.filter(scope => !scopes.includes(scope.slice(AUTH.length)))
  }

/** Reads people, then things until both listings of them have ended. */
async function read(before: (world: World) => void, between: (world: World) => void = () => undefined) {
  return inWorld({ connector: google, fixtures }, {}, async world => {
    before(world)
    const host = await world.newHost()
    await host.inventory(world.app)
    between(world)
    await host.start(world.app)
    const placeOf = (phase: string) =>
      JSON.parse(world.store.places.get(`${world.app.id}|${phase}`) ?? '{}') as {
        completedAt?: number | null
        skipped?: { listing: string; problem: { code: string } }[]
      }
    for (const end = Date.now() + 20_000; Date.now() < end && !placeOf('things').completedAt;) await turn()
    await host.stop(world.app.id)
    const skipped = ['people', 'things'].flatMap(phase => placeOf(phase).skipped ?? [])
    return {
      things: [...world.store.objects.keys()].filter(key => !key.includes('|')).sort(),
      skipped: skipped.map(({ listing, problem }) => `${listing} ${problem.code}`),
      refused: world.store.states.filter(({ state }) => state === 'FAILED').map(({ stream }) => stream),
    }
  })
}

const MAIL = '102/77-mail.apps.googleusercontent.com'
const NOTES = '102/78-notes.apps.googleusercontent.com'

describe('what was not delegated', () => {
  it.each<[string, Parameters<typeof read>, Awaited<ReturnType<typeof read>>]>([
    ['nothing', [() => undefined], { things: ['102/77', '102/78', '1pay', '1plan'], skipped: [], refused: [] }],
    [
      'files',
      [unregister('drive.metadata.readonly')],
      { things: ['102/77', '102/78'], skipped: ['drive-files FORBIDDEN'], refused: [] },
    ],
    [
      'groups and apps',
      [unregister('admin.directory.group.readonly', 'admin.directory.user.security')],
      { things: ['1pay', '1plan'], skipped: ['groups FORBIDDEN', 'tokens FORBIDDEN'], refused: [] },
    ],
    [
      'somebody who was suspended meanwhile',
      [() => undefined, ({ vendor }) => void (vendor.accounts.find(({ id }) => id === '102')!.status = 'SUSPENDED')],
      { things: ['102/77', '102/78', '1pay'], skipped: ['drive-files FORBIDDEN'], refused: [] },
    ],
    [
      'somebody whose licence has no Drive',
      [({ vendor }) => (vendor.settings as unknown as GoogleWorkspaceSettings).withoutDrive.push('ben@acme.example')],
      { things: ['102/77', '102/78', '1pay'], skipped: ['drive-files FORBIDDEN'], refused: [] },
    ],
  ])('is left out alone: %s', async (_, [before, between], expected) => {
    const found = await read(before, between)
    const short = (id: string) => (id === MAIL || id === NOTES ? id.slice(0, 6) : id)
    expect({ ...found, things: found.things.map(short) }).toEqual(expected)
  })
})

describe('an administrator who is gone', () => {
  it.each<[string, (world: World) => void]>([
    ['suspended', ({ vendor }) => void (vendor.accounts.find(({ id }) => id === '101')!.status = 'SUSPENDED')],
    [
      'an administrator no more',
      ({ vendor }) => void (vendor.accounts.find(({ id }) => id === '101')!.isAdmin = false),
    ],
  ])('stops every log, and each says so: %s', async (_, leave) =>
    inWorld({ connector: google, fixtures }, {}, async world => {
      leave(world)
      const host = await world.newHost()
      await host.start(world.app)
      const failed = () =>
        new Set(world.store.states.filter(({ state }) => state === 'FAILED').map(({ stream }) => stream))
      for (const end = Date.now() + 20_000; Date.now() < end && failed().size < google.streams.length;) await turn()
      await host.stop(world.app.id)
      expect(world.store.states.filter(({ state, error }) => state === 'FAILED' && !error)).toEqual([])
      expect([...failed()].sort()).toEqual(google.streams.map(({ name }) => name).sort())
    }),
  )
})
