import type { Connector } from '@casbah/sdk'
import { checkTrials } from './check-trials.ts'
import type { Fixtures, Trial } from './fixtures.ts'
import { secretTrials } from './secret-trials.ts'
import { staticTrials } from './static-trials.ts'
import { streamTrials } from './stream-trials.ts'
import { vendorTrials } from './vendor-trials.ts'

export type { ActionFixture, CheckFixture, Fixtures, StreamFixture, Trial } from './fixtures.ts'
export { chaosRun } from './chaos.ts'

/** Schedules of chaos that every run of the tests goes through. */
const SEEDS = [1, 2, 3, 4, 5]

/** All that a connector must show, as trials that any runner can run. */
export function trialsOf(connector: Connector, fixtures: Fixtures, seeds = SEEDS): Trial[] {
  const subject = { connector, fixtures }
  return [
    ...staticTrials(subject),
    ...vendorTrials(subject),
    ...checkTrials(subject),
    ...streamTrials(subject, seeds),
    ...secretTrials(subject),
  ]
}

/** Longest time of one trial, real milliseconds. */
const TRIAL_MS = 120_000

/** What declares tests. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown
  /** The last argument is the longest time, milliseconds; a runner may take no notice of it. */
  it(name: string, body: () => Promise<void>, ms: number): unknown
}

/** Declares them as tests: of jest, or of any runner such as that of Node (`node:test`). */
export function testConnector(connector: Connector, fixtures: Fixtures, runner: TestRunner = globalThis): void {
  const { describe, it } = runner
  const trials = trialsOf(connector, fixtures)
  for (const section of new Set(trials.map(trial => trial.section))) {
    describe(`${connector.card.name}: ${section}`, () => {
      for (const trial of trials) if (trial.section === section) it(trial.name, () => trial.run(), TRIAL_MS)
    })
  }
}
