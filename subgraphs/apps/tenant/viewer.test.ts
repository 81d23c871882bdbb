import { deriveKey, signCaller, type CallerLimits } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { openAppsWorld, type AppsWorld } from '../testing/apps-world.ts'

describe('the viewer', () => {
  let world: AppsWorld
  beforeAll(async () => {
    world = await openAppsWorld({ start: false })
  })
  afterAll(() => world.close())

  const ask = async (limits?: CallerLimits) =>
    world.apps.handle(
      { query: '{ viewer { scopes limits { limit remaining resetAt } } }' },
      await signCaller({ ...world.caller('acme'), ...(limits && { limits }) }, deriveKey(TEST_KEY, 'context')),
    )

  it('has the limits that the gateway has signed', async () => {
    expect(await ask({ limit: 200_000, remaining: 199_000, resetAt: 61_500 })).toMatchObject({
      data: { viewer: { limits: { limit: 200_000, remaining: 199_000, resetAt: '1970-01-01T00:01:01.500Z' } } },
    })
  })

  it('says that the gateway counts where it has said nothing', async () => {
    expect(await ask()).toMatchObject({
      data: { viewer: null },
      errors: [{ path: ['viewer', 'limits'], extensions: { code: 'UNAVAILABLE' } }],
    })
  })
})
