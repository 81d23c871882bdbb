import type { Severity, StoredActivity } from '@casbah/kit'
import { ANOMALY_KINDS } from '../detection/anomaly/kinds.ts'
import { compilePolicy } from '../detection/compile.ts'
import type { ExplanationData, Match } from '../detection/detector.ts'
import { Engine, type Found } from '../detection/engine.ts'
import { JudgedEvent } from '../detection/event.ts'
import { NO_FACTS } from '../detection/facts.ts'
import { readState, writeState } from '../detection/snapshot.ts'
import { memoryOf, tenantState, type ShardState, type TenantState } from '../detection/state.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { activity, place, START } from './activity.ts'

/** What a trial came to, as text to compare: each match by its activity, title and what kept it back. */
export interface Outcome {
  fired: string[]
  kept: string[]
}

/** One built-in detector at work with some numbers, told stories. */
export class DetectorTrial {
  readonly policy: PolicyRow

  constructor(detector: string, parameters: Record<string, unknown> = {}, severity: Severity = 'HIGH') {
    this.policy = {
      tenant: 'acme',
      id: `policy-${detector}`,
      name: detector,
      description: '',
      kind: 'ANOMALY',
      severity,
      enabled: true,
      builtIn: true,
      version: 1,
      definition: { detector, parameters: ANOMALY_KINDS.get(detector)!.parameters.parse(parameters) },
      definitionVersion: 1,
      author: null,
      mitre: [],
      foldSeconds: 3600,
      failures: 0,
    } as unknown as PolicyRow
  }

  /** Judges a batch on what a state remembers. */
  judge(activities: StoredActivity[], state: ShardState = new Map(), tenant = 'acme') {
    return new Engine().judge({ tenant, activities, policies: [this.policy] }, state)
  }

  /** Matches of a story, told in one batch. */
  matches(activities: StoredActivity[]): { fired: Match[]; kept: Match[] } {
    const { found, suppressed } = this.judge(activities)
    return { fired: found.map(each => each.match), kept: suppressed.map(each => each.match) }
  }

  outcome(activities: StoredActivity[], state?: ShardState, tenant?: string): Outcome {
    return outcomeOf(this.judge(activities, state, tenant))
  }

  explain(story: StoredActivity[], last: StoredActivity): ExplanationData {
    const state: ShardState = new Map()
    this.judge(story, state)
    const before = contents(state)
    const { detector, judging, event } = explaining(this.policy, state, last)
    const explanation = detector.explain(event, judging)
    if (before !== contents(state)) throw new Error('explaining changed what is remembered')
    return explanation
  }

  /** The same story in every way in which it must come to the same; returns what it comes to. */
  always(story: StoredActivity[]): Outcome {
    const whole = this.outcome(story)
    const same = (how: string, outcome: Outcome) => {
      if (JSON.stringify(outcome) !== JSON.stringify(whole))
        throw new Error(`${how}: ${JSON.stringify(outcome)} instead of ${JSON.stringify(whole)}`)
    }
    same('newest first', this.outcome(story.toReversed()))
    let state: ShardState = new Map()
    const parts: Outcome[] = []
    for (const event of story.toSorted((a, b) => a.time - b.time)) {
      parts.push(this.outcome([event], state))
      state = readState(writeState(state))!
    }
    same('saved and restored after each event', joined(parts))
    const shard: ShardState = new Map()
    const [acme, globex]: Outcome[][] = [[], []]
    for (const event of story.toSorted((a, b) => a.time - b.time)) {
      acme!.push(this.outcome([event], shard, 'acme'))
      globex!.push(this.outcome([event], shard, 'globex'))
    }
    same('one of two tenants with equal ids', joined(acme!))
    same('the other of two tenants with equal ids', joined(globex!))
    const past = story.map(event => ({ ...event, lane: 'history' as const }))
    const taught: ShardState = new Map()
    const history = this.outcome(past, taught)
    if (history.fired.length || history.kept.length) throw new Error('history was judged')
    return whole
  }
}

function explaining(policy: PolicyRow, state: ShardState, last: StoredActivity) {
  const tenant = tenantState(state, 'acme')
  return {
    detector: compilePolicy(policy),
    event: new JudgedEvent(last),
    judging: { memory: memoryOf(tenant, policy), learnt: tenant.learnt, facts: NO_FACTS, latenessMs: 86_400_000 },
  }
}

/** All that is remembered, as text; tables and memories without a key are nothing. */
function contents(state: ShardState): string {
  const of = ({ learnt, memories }: TenantState) => [
    [...learnt.save()].filter(([, { keys }]) => keys.length),
    [...memories].map(([policy, memory]) => [policy, memory.save()]).filter(([, entries]) => entries!.length),
  ]
  return JSON.stringify([...state.values()].map(of).filter(parts => parts.some(part => part.length)))
}

function outcomeOf({ found, suppressed }: { found: Found[]; suppressed: Found[] }): Outcome {
  return {
    fired: found.map(({ event, match }) => `${event.activity.id}: ${match.title('Okta')}`),
    kept: suppressed.map(({ event, match }) => `${event.activity.id}: ${match.suppressedBy}`),
  }
}

function joined(parts: Outcome[]): Outcome {
  return { fired: parts.flatMap(part => part.fired), kept: parts.flatMap(part => part.kept) }
}

/** Days of a story as epoch ms. */
export const day = (days: number, minutes = 0) => START + days * 86_400_000 + minutes * 60_000

/** One activity a day, from one day up to before another. */
export function daily(prefix: string, from: number, to: number, parts: Partial<StoredActivity> = {}): StoredActivity[] {
  return Array.from({ length: to - from }, (_, n) =>
    activity(`${prefix}-${from + n}`, { ...parts, time: day(from + n) }),
  )
}

/** What makes somebody else of Ann. */
export function somebody(n: number): Partial<StoredActivity> {
  return {
    userId: `user-${n}`,
    accountId: `account-${n}`,
    actor: { id: `vendor-${n}`, email: `p${n}@acme.example`, name: `Person ${n}`, kind: 'user' },
  }
}

/** An address of a country in a network. */
export function at(
  country: string | null,
  parts: Partial<NonNullable<StoredActivity['ip']>> = {},
): NonNullable<StoredActivity['ip']> {
  return { ...place('DE'), country, ...parts }
}
