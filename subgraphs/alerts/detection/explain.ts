import type { StoredActivity } from '@casbah/kit'
import type { PolicyRow } from '../policy/policy.entity.ts'
import type { ExplanationData } from './detector.ts'
import { JudgedEvent } from './event.ts'
import { NO_FACTS, type Facts } from './facts.ts'
import { Memory } from './memory.ts'
import { explainPredicate } from './predicate/predicate.ts'
import { readyPolicy } from './program.ts'
import type { SigmaSet } from './sigma/set.ts'
import { compileScope } from './scope.ts'
import { Learnt, peekMemory, type TenantState } from './state.ts'

const DAY_MS = 24 * 3_600_000

/**
 * Why a policy does or does not match an activity, by what is remembered of its tenant, which stays as it is; `state` is null when nothing
 *  of it is at hand, `sigma` the tenant's Sigma policies. Throws BAD_USER_INPUT when the policy's definition cannot be read.
 */
export function explainPolicyOn(
  policy: PolicyRow,
  activity: StoredActivity,
  state: TenantState | null,
  sigma: SigmaSet,
  facts: Facts = NO_FACTS,
): ExplanationData {
  const event = new JudgedEvent(activity)
  const { detector, gates } = readyPolicy(policy, sigma)
  const judging = {
    memory: (state && peekMemory(state, policy)) ?? new Memory(),
    learnt: state?.learnt ?? new Learnt(),
    facts,
    latenessMs: DAY_MS,
  }
  const explained = detector.explain(event, judging)
  const meant = gates.filter(({ gate }) => !gate.connectors || gate.connectors.includes(activity.connector))
  const passes = meant.some(({ gate, verdict }) => verdict(gate.view === 'raw' ? event.record : activity))
  const conditions = explained.conditions.length
    ? explained.conditions
    : meant.flatMap(({ gate }) => explainPredicate(gate.predicate, gate.view === 'raw' ? event.record : activity))
  const outside = compileScope(policy.scope)?.(activity, facts) ?? null
  const summary = [
    explained.summary,
    outside,
    policy.enabled ? null : 'The policy is switched off.',
    state
      ? null
      : 'What it remembers of earlier activities is not in this process, so it was judged as if there had been none.',
  ]
  return {
    ...explained,
    matched: explained.matched && passes && outside === null,
    conditions,
    summary: summary.filter(part => part !== null).join(' '),
  }
}
