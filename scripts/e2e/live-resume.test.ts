import { followThroughRestarts } from '../verify/live.ts'

describe('clients that follow alerts while connections are cut and the server is killed', () => {
  it('end with exactly the steps that they should have, in order', async () => {
    const followed = await followThroughRestarts({
      clients: 40,
      filters: 4,
      seconds: 16,
      perSecond: 20,
      cutsPerSecond: 10,
      restarts: 1,
    })
    const { exact, clients, problems, ...figures } = followed
    console.info(JSON.stringify(figures))
    expect(problems).toEqual([])
    expect(exact).toBe(clients)
    expect(figures.steps).toBeGreaterThan(200)
    expect(figures.cuts).toBeGreaterThan(100)
    expect(figures.comebacks).toBeGreaterThan(figures.cuts / 2)
  }, 180_000)
})
