import type { ActionEffect } from '../../connector/connector.type.ts'
import type { Release } from '../governance-log.ts'
import type { GovernanceRules } from '../settings/governance-settings.ts'

export interface Asked {
  as: Release
  effect: ActionEffect
  /** Of the account that it acts on. */
  isProtected?: boolean
  /** Why what asks says so itself. */
  wished?: string | null
  /** How many actions were asked for at once. */
  batchSize?: number
}

/** Why an action needs a second person, as a sentence; null when it does not. */
export function needsApproval(rules: GovernanceRules, asked: Asked): string | null {
  const { as, effect, isProtected, wished, batchSize = 1 } = asked
  if (wished) return wished
  if (as === 'HAND' && isProtected) return 'The account is protected, so a second person has to agree.'
  const effects = as === 'HAND' ? rules.approvalByHand : rules.approvalByPolicy
  if (effects.includes(effect)) return `${SAID[effect]} needs a second person when ${BY[as]}.`
  const most = rules.approvalBatchSize
  if (as === 'HAND' && most !== null && batchSize > most)
    return `It is one of ${batchSize} asked for at once; more than ${most} need a second person.`
  return null
}

const SAID: Record<ActionEffect, string> = {
  REVERSIBLE: 'What can be taken back',
  DISRUPTIVE: 'What interrupts work',
  DESTRUCTIVE: 'What removes access or data for good',
}
const BY: Record<Release, string> = { HAND: 'asked for by hand', POLICY: 'asked for by a policy' }
