import { z } from 'zod'

/** How much may be taken for harmless: the lower, the more suppressions are heeded. */
export type Sensitivity = 'LOW' | 'MEDIUM' | 'HIGH'

/** Whose knowledge a suppression rests on. */
export type Tier = 'system' | 'tenant' | 'user'

const HEEDED: Readonly<Record<Sensitivity, readonly Tier[]>> = {
  LOW: ['system', 'tenant', 'user'],
  MEDIUM: ['system', 'user'],
  HIGH: ['system'],
}

export const sensitivityParameter = z
  .enum(['LOW', 'MEDIUM', 'HIGH'])
  .default('MEDIUM')
  .describe(
    'Which suppressions are heeded: LOW those of system, tenant and user, MEDIUM of system and user, HIGH of the system alone; the tiers of Microsoft Defender for Cloud Apps',
  )

/** Something that could keep a match from being raised, with whether it holds. */
export interface Weighed {
  name: string
  tier: Tier
  holds: boolean
  /** Why it holds or does not. */
  reason: string
}

/** Suppressions as explanations have them, and the first that keeps the match back. */
export function weigh(weighed: readonly Weighed[], sensitivity: Sensitivity) {
  const heeded = ({ tier }: Weighed) => HEEDED[sensitivity].includes(tier)
  return {
    suppressions: weighed.map(each => ({
      name: each.name,
      applied: each.holds && heeded(each),
      reason:
        each.holds && !heeded(each)
          ? `${each.reason} Not heeded at sensitivity ${sensitivity}, since it is of the ${each.tier}.`
          : each.reason,
    })),
    suppressedBy: weighed.find(each => each.holds && heeded(each))?.name,
  }
}
