import type { Severity } from '@casbah/kit'

/** Points of the worst alert. */
const BY_SEVERITY: Record<Severity, number> = { INFORMATIONAL: 5, LOW: 20, MEDIUM: 40, HIGH: 60, CRITICAL: 75 }
/** Points when somebody whom it touches has administrator rights. */
const RIGHTS = 15
/** Points of each MITRE ATT&CK tactic beyond the first, and of all together at most: an attacker who gets on serves several. */
const TACTIC = 5
const TACTICS = 10

/** What an incident's risk follows from; alerts called FALSE_POSITIVE are left out of all of it. */
export interface RiskFacts {
  /** Of its worst alert; null when every alert was a false positive. */
  severity: Severity | null
  /** Whether an account that it touches, or another account of a person that it touches, has administrator rights now. */
  isAdmin: boolean
  /** How many tactics its alerts serve. */
  tactics: number
}

/** From 0, every alert a false positive, to 100: severity (5 to 75), administrator rights (15), tactics beyond the first (5 each, 10 at most). */
export function riskScore({ severity, isAdmin, tactics }: RiskFacts): number {
  if (!severity) return 0
  return BY_SEVERITY[severity] + (isAdmin ? RIGHTS : 0) + Math.min(TACTICS, TACTIC * Math.max(0, tactics - 1))
}
