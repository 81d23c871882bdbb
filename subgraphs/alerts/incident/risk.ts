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
  /** Title of its worst alert. */
  worst: string | null
  /** Name of an account with administrator rights now that it touches, or of another account of a person that it touches. */
  admin: string | null
  /** Tactics that its alerts serve. */
  tactics: string[]
}

/** Something that an incident's risk is made of. */
export interface RiskPartData {
  kind: 'SEVERITY' | 'RIGHTS' | 'TACTICS'
  points: number
  sentence: string
}

/** From 0, every alert a false positive, to 100: severity (5 to 75), administrator rights (15), tactics beyond the first (5 each, 10 at most). */
export function riskParts({ severity, worst, admin, tactics }: RiskFacts): RiskPartData[] {
  if (!severity)
    return [{ kind: 'SEVERITY', points: 0, sentence: 'Every alert was called a false positive, so nothing counts.' }]
  const points = BY_SEVERITY[severity]
  const further = Math.min(TACTICS, TACTIC * Math.max(0, tactics.length - 1))
  const parts: RiskPartData[] = [
    {
      kind: 'SEVERITY',
      points,
      sentence: `Its worst alert${worst ? `, “${worst}”,` : ''} is ${severity}: ${points} of at most ${BY_SEVERITY.CRITICAL} points.`,
    },
  ]
  if (admin !== null)
    parts.push({
      kind: 'RIGHTS',
      points: RIGHTS,
      sentence: `${admin} has administrator rights: ${RIGHTS} points.`,
    })
  if (further)
    parts.push({
      kind: 'TACTICS',
      points: further,
      sentence: `Its alerts serve ${tactics.length} tactics of MITRE ATT&CK, ${tactics.join(', ')}: ${TACTIC} points for each beyond the first, ${TACTICS} at most.`,
    })
  return parts
}

/** What the parts add up to. */
export function riskScore(parts: readonly RiskPartData[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0)
}
