import type { StoredActivity } from '@casbah/kit'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { compilePolicy } from './compile.ts'
import type { Detector, Match } from './detector.ts'
import { isAhead, JudgedEvent } from './event.ts'
import { Memory } from './memory.ts'

/** What all policies of one shard remember, by tenant and policy. */
export type ShardMemory = Map<string, Map<string, Memory>>

/** A policy's match on one activity. */
export interface Found {
  policy: PolicyRow
  match: Match
  event: JudgedEvent
}

/** What judging a batch came to. */
export interface Judged {
  found: Found[]
  /** Events that a policy threw on, by id of the policy. */
  failures: Map<string, number>
}

/** What the engine has counted since it began. */
export interface Counts {
  judged: number
  learnt: number
  failures: number
  /** Times over ten minutes ahead of our own reading. */
  ahead: number
}

/** Judges activities by policies; state is handed in, so that it can be saved, replayed and thrown away. */
export class Engine {
  readonly counts: Counts = { judged: 0, learnt: 0, failures: 0, ahead: 0 }
  private readonly compiled = new Map<string, { version: number; detector: Detector }>()

  /** Judges activities of one tenant in order. Those of the history lane only teach. */
  judge(tenant: string, activities: StoredActivity[], policies: PolicyRow[], memory: ShardMemory): Judged {
    const judged: Judged = { found: [], failures: new Map() }
    const active = policies
      .filter(policy => policy.enabled)
      .map(policy => ({ policy, detector: this.detectorOf(policy), memory: memoryOf(memory, tenant, policy) }))
    for (const activity of activities) {
      const event = new JudgedEvent(activity)
      if (isAhead(activity)) this.counts.ahead++
      if (activity.lane === 'history') this.counts.learnt++
      else this.counts.judged++
      for (const { policy, detector, memory: remembered } of active) {
        try {
          if (activity.lane === 'history') detector.learn?.(event, remembered)
          else {
            const match = detector.judge(event, remembered)
            if (match) judged.found.push({ policy, match, event })
          }
        } catch {
          // The event is skipped for this policy alone; its health tells how often that happens.
          judged.failures.set(policy.id, (judged.failures.get(policy.id) ?? 0) + 1)
          this.counts.failures++
        }
      }
    }
    return judged
  }

  private detectorOf(policy: PolicyRow): Detector {
    const key = `${policy.tenant}\0${policy.id}`
    const known = this.compiled.get(key)
    if (known?.version === policy.version) return known.detector
    const detector = detectorOrFailure(policy)
    this.compiled.set(key, { version: policy.version, detector })
    return detector
  }
}

/** A stored definition that this version cannot read fails on every event, and so shows in the policy's health. */
function detectorOrFailure(policy: PolicyRow): Detector {
  try {
    return compilePolicy(policy)
  } catch (error) {
    return {
      judge: () => {
        throw error
      },
    }
  }
}

/** A changed definition begins with nothing remembered. */
function memoryOf(shard: ShardMemory, tenant: string, policy: PolicyRow): Memory {
  const ofTenant = shard.get(tenant) ?? new Map<string, Memory>()
  shard.set(tenant, ofTenant)
  const key = `${policy.id}@${policy.definitionVersion}`
  const known = ofTenant.get(key)
  if (known) return known
  for (const old of ofTenant.keys()) if (old.startsWith(`${policy.id}@`)) ofTenant.delete(old)
  const memory = new Memory()
  ofTenant.set(key, memory)
  return memory
}
