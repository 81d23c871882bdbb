import { z } from 'zod'
import type { ExplanationData } from '../../detector.ts'

/** Whose knowledge keeps a match back: that of the internet, of the person (or app), of the tenant. */
export type Tier = 'system' | 'user' | 'tenant'

const SENSITIVITIES = ['LOW', 'MEDIUM', 'HIGH'] as const
type Sensitivity = (typeof SENSITIVITIES)[number]

/** Which suppressions a sensitivity uses: the higher, the fewer, the more alerts. */
const USED: Record<Sensitivity, readonly Tier[]> = {
  LOW: ['system', 'user', 'tenant'],
  MEDIUM: ['system', 'user'],
  HIGH: ['system'],
}

/** The parameter that chooses among them. */
export const sensitivity = z
  .enum(SENSITIVITIES)
  .default('MEDIUM')
  .describe(
    'Which suppressions are used: LOW all, MEDIUM those of system and user, HIGH those of the system alone; source of the tiers: Defender for Cloud Apps, of the default: ours.',
  )

/** A suppression that was looked at. */
export interface Weighed {
  tier: Tier
  name: string
  /** Whether what it knows speaks against the match. */
  holds: boolean
  /** One sentence: why it holds, or why it does not. */
  reason: string
}

/** Suppressions as an explanation has them, and the name of the first that keeps the match back. */
export function weigh(
  chosen: Sensitivity,
  weighed: readonly Weighed[],
): { suppressions: ExplanationData['suppressions']; suppressedBy?: string } {
  const used = USED[chosen]
  const suppressions = weighed.map(({ tier, name, holds, reason }) => ({
    name: `${tier}:${name}`,
    applied: holds && used.includes(tier),
    reason: holds && !used.includes(tier) ? `${reason} Sensitivity ${chosen} does not use it.` : reason,
  }))
  const applied = suppressions.find(each => each.applied)
  return applied ? { suppressions, suppressedBy: applied.name } : { suppressions }
}
