import { z } from 'zod'
import type { ExplanationData } from '../../detector.ts'

/** Where a reason to keep an alert back comes from: what holds everywhere, what is usual in the tenant, what is usual for the person. */
export type Tier = 'SYSTEM' | 'TENANT' | 'USER'

const APPLIED = { LOW: ['SYSTEM', 'TENANT', 'USER'], MEDIUM: ['SYSTEM', 'USER'], HIGH: ['SYSTEM'] } as const

export const sensitivity = z
  .enum(['LOW', 'MEDIUM', 'HIGH'])
  .default('MEDIUM')
  .describe(
    'Which suppressions apply: LOW those of system, tenant and user, MEDIUM of system and user, HIGH of the system alone; tiers as in Microsoft Defender for Cloud Apps.',
  )
export type Sensitivity = z.infer<typeof sensitivity>

/** A reason that may keep an alert back. */
export interface Reason {
  name: string
  tier: Tier
  holds: boolean
  /** Sentence that says why it holds or does not. */
  reason: string
}

/** Weighs every reason; the first that holds and applies keeps the alert back. */
export function weigh(
  chosen: Sensitivity,
  reasons: readonly Reason[],
): { suppressions: ExplanationData['suppressions']; suppressedBy?: string } {
  const applies = (tier: Tier) => (APPLIED[chosen] as readonly Tier[]).includes(tier)
  const suppressions = reasons.map(({ name, tier, holds, reason }) => ({
    name,
    applied: holds && applies(tier),
    reason:
      holds && !applies(tier)
        ? `${reason} Suppressions of the ${tier.toLowerCase()} are off at sensitivity ${chosen}.`
        : reason,
  }))
  const first = suppressions.find(({ applied }) => applied)
  return first ? { suppressions, suppressedBy: first.name } : { suppressions }
}
