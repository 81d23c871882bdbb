import { openAppsWorld, type AppsWorld } from '../testing/apps-world.ts'
import { assessOrder } from './assess-order.ts'
import { readWork, wantWork } from './work.ts'

let world: AppsWorld
beforeAll(async () => {
  world = await openAppsWorld({ start: false })
})
afterAll(() => world.close())

describe('an assessment that is wanted while another waits', () => {
  let apps = 0
  it.each([
    [['mfa'], ['sso', 'mfa'], ['mfa', 'sso']],
    [['mfa'], null, null],
    [null, ['mfa'], null],
  ])('of %j and then of %j is one of %j', async (first, second, both) => {
    const app = `00000000-0000-4000-8000-00000000000${++apps}`
    await world.apps.db.write('acme', async tx => {
      await wantWork(tx, app, 'assess', { checks: first, parameters: { mfa: { days: 1 } } })
      await wantWork(tx, app, 'assess', { checks: second, parameters: { mfa: { days: 2 } } })
      const expected = { checks: both, parameters: { mfa: { days: 2 } } }
      expect(assessOrder((await readWork(tx, app, 'assess'))!.argument)).toEqual(expected)
    })
  })

  it.each([
    [['mfa'], ['mfa', 'sso']],
    [null, null],
  ])('takes up %j that was wanted before there were parameters', async (first, both) => {
    const app = `00000000-0000-4000-8000-00000000001${++apps}`
    await world.apps.db.write('acme', async tx => {
      await wantWork(tx, app, 'assess', first)
      expect(assessOrder((await readWork(tx, app, 'assess'))!.argument)).toEqual({ checks: first, parameters: {} })
      await wantWork(tx, app, 'assess', { checks: ['sso'], parameters: {} })
      expect(assessOrder((await readWork(tx, app, 'assess'))!.argument)).toEqual({ checks: both, parameters: {} })
    })
  })

  it('takes what was wanted last of other work', async () => {
    const app = '00000000-0000-4000-8000-0000000000ff'
    await world.apps.db.write('acme', async tx => {
      await wantWork(tx, app, 'exposure', { after: 'x' })
      await wantWork(tx, app, 'exposure')
      expect((await readWork(tx, app, 'exposure'))!.argument).toBeNull()
    })
  })
})
