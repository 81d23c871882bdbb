import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const RUN = join(import.meta.dirname, 'testing', 'memory-run.js')
/** Of some hundred requests together; what a request leaves behind, such as its document, weighs a kilobyte at least. */
const BOUND = 140_000

describe('memory', () => {
  let grown: Record<string, number>

  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', RUN, String(BOUND)], {
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    grown = JSON.parse(stdout) as Record<string, number>
  }, 120_000)

  it('is not held by anything that clients and subgraphs do, and would be seen if it were', () => {
    const leaks = Object.keys(grown).filter(name => grown[name]! >= BOUND)
    expect(leaks.map(name => `${name}: ${grown[name]} bytes`)).toEqual([
      expect.stringMatching(/^a leak of a kilobyte each: \d+ bytes$/),
    ])
    expect(Object.keys(grown).length).toBeGreaterThan(10)
  })
})
