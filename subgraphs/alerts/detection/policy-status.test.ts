import type { Severity } from '@casbah/kit'
import { z } from 'zod'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { openAlerts } from '../testing/open.ts'
import { activity } from '../testing/activity.ts'
import { ANOMALY_KINDS } from './anomaly/kinds.ts'
import type { AnomalyKind } from './anomaly/kind.ts'
import { Engine } from './engine.ts'
import { filterPredicate } from './threshold/event-filter.ts'
import { statusesOf, StatusWriter } from './policy-status.ts'
import type { ShardState } from './state.ts'

/** Learns one day an event. */
const LEARNER: AnomalyKind<{ days: number }> = {
  name: 'test-learner',
  parameters: z.strictObject({ days: z.number().default(14) }),
  needs: [],
  make: (_severity: Severity) => ({
    gates: [{ connectors: null, view: 'activity', predicate: filterPredicate({}) }],
    judge: (event, _passed, { memory }) => {
      memory.set(event.activity.id, true)
      return null
    },
    explain: () => ({ matched: false, summary: '', conditions: [], measures: [], suppressions: [] }),
  }),
  learning: ({ days }, { memory }) => ({ daysLearnt: memory.size, daysNeeded: days, usersReady: 0.5 }),
}

const policy = (definitionVersion = 1) =>
  ({
    tenant: 'acme',
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Learns',
    kind: 'ANOMALY',
    severity: 'LOW',
    enabled: true,
    version: definitionVersion,
    definitionVersion,
    definition: { detector: 'test-learner', parameters: { days: 7 } },
    mitre: [],
    foldSeconds: 3600,
  }) as unknown as PolicyRow

const kinds = ANOMALY_KINDS as Map<string, AnomalyKind>

describe('the status of a policy', () => {
  beforeAll(() => void kinds.set('test-learner', LEARNER as AnomalyKind))
  afterAll(() => void kinds.delete('test-learner'))

  /** Judges so many events of a tenant. */
  function learn(count: number, policies = [policy()]) {
    const engine = new Engine()
    const shard: ShardState = new Map()
    const activities = Array.from({ length: count }, (_, n) => activity(`e-${n}`))
    engine.judge({ tenant: 'acme', activities, policies }, shard)
    const [program, state] = [engine.lastProgramOf('acme')!, shard.get('acme')!]
    return { program, state, statuses: statusesOf(program, state) }
  }

  it('tells how far it has learnt, by its own parameters', () => {
    expect(learn(3).statuses).toMatchObject([
      { learning: { daysLearnt: 3, daysNeeded: 7, usersReady: 0.5 }, forgotten: 0, fed: true, missing: [] },
    ])
  })

  it('tells how much it has forgotten for want of room', () => {
    const { program, state } = learn(3)
    state.memories.values().next().value!.evicted = 5
    expect(statusesOf(program, state)).toMatchObject([{ forgotten: 5 }])
  })

  it('is written when it is different, for its tenant alone', async () => {
    const bed = await openAlerts()
    try {
      const writer = new StatusWriter(bed.feeder)
      const { program, state, statuses } = learn(3)
      const rows = async () =>
        (await bed.feeder.system.query('select tenant, xmin::text as writing, learning from alerts.policy_status')).rows
      await writer.write('acme', program, statuses)
      const [first, ...more] = await rows()
      expect([first, more]).toMatchObject([{ tenant: 'acme', learning: { daysLearnt: 3 } }, []])
      await writer.write('acme', program, statusesOf(program, state))
      expect(await rows()).toEqual([first])
      await writer.write('acme', program, learn(4).statuses)
      expect(await rows()).toMatchObject([{ learning: { daysLearnt: 4 } }])
    } finally {
      await bed.close()
    }
  })
})
