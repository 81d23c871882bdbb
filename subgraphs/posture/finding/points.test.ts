import { earned } from './points.ts'
import { FindingStatus } from './finding.type.ts'

describe('points', () => {
  it.each([
    ['PASS', 10, 0, 0, [10, 10]],
    ['PASS', 2.5, 0, 4, [2.5, 2.5]],
    ['FAIL', 10, 1, 4, [0, 10]],
    ['PARTIAL', 10, 1, 4, [7.5, 10]],
    ['PARTIAL', 8, 4, 4, [0, 8]],
    ['PARTIAL', 8, 0, 0, [0, 8]],
  ] as const)('%s of %d with %d of %d failing', (status, weight, failing, evaluated, [points, maxPoints]) => {
    expect(earned(status, weight, failing, evaluated)).toEqual({ points, maxPoints })
  })

  it('nothing that is not judged earns or costs, whatever the numbers; what is judged earns between nothing and all', () => {
    for (const status of Object.values(FindingStatus))
      for (const weight of [0, 0.5, 3, 10])
        for (let evaluated = 0; evaluated <= 5; evaluated++)
          for (let failing = 0; failing <= evaluated; failing++) {
            const { points, maxPoints } = earned(status, weight, failing, evaluated)
            const judged = ['PASS', 'FAIL', 'PARTIAL'].includes(status)
            expect(maxPoints).toBe(judged ? weight : 0)
            expect(points).toBeGreaterThanOrEqual(0)
            expect(points).toBeLessThanOrEqual(maxPoints)
            if (points === weight && weight > 0) expect(status === 'PASS' || failing === 0).toBe(true)
          }
  })
})
