import type { StoredActivity } from '@casbah/kit'
import { Engine, type Judged } from '../detection/engine.ts'
import { readState, writeState } from '../detection/snapshot.ts'
import type { ShardState } from '../detection/state.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'

/** A policy over a built-in detector, with some of its numbers changed. */
export function anomalyPolicy(detector: string, parameters: object = {}): PolicyRow {
  return {
    tenant: 'acme',
    id: `policy-${detector}`,
    name: detector,
    description: '',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    enabled: true,
    builtIn: true,
    version: 1,
    definition: { detector, parameters },
    definitionVersion: 1,
    author: null,
    mitre: [],
    foldSeconds: 3600,
    failures: 0,
    responses: [],
  }
}

/** Judges activities with one detector, tenant by tenant, and keeps what it remembers. */
export class Bench {
  readonly shard: ShardState
  private readonly policies: PolicyRow[]
  private readonly engine = new Engine()

  constructor(policies: PolicyRow[], shard: ShardState = new Map()) {
    this.policies = policies
    this.shard = shard
  }

  judge(activities: readonly StoredActivity[], tenant = 'acme'): Judged {
    const judged = this.engine.judge({ tenant, activities, policies: this.policies }, this.shard)
    if (judged.failures.size) throw new Error(`a policy threw on ${[...judged.failures.values()].join()} events`)
    return judged
  }

  /** As if Casbah had stopped and started again here. */
  restarted(): Bench {
    return new Bench(this.policies, readState(writeState(this.shard))!)
  }
}

/** Whom and what judged events raised: keys with the number of their last match. */
export function raised({ found }: Judged): Record<string, number> {
  return Object.fromEntries(found.map(({ match }) => [match.key, match.explanation.measures[0]?.value ?? 1]))
}

/** A list in an order of its own for each seed, always the same for the same. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const result = [...list]
  let state = seed
  for (let n = result.length - 1; n > 0; n--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = state % (n + 1)
    const kept = result[n]!
    result[n] = result[other]!
    result[other] = kept
  }
  return result
}
