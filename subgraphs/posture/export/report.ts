import type { Database } from '@casbah/kit'
import { presentScore } from '../score/score.service.ts'
import type { SecureScore } from '../score/score.type.ts'
import { exportedFindings, type ExportedFinding } from './exported-finding.ts'

const HISTORY_DAYS = 90
const WORST = 20
const LISTED = 100

/** What a report of the whole tenant tells. */
export interface Report {
  at: Date
  score: SecureScore
  /** Names of apps by id. */
  apps: Map<string, string>
  /** Percent by day, oldest first; only days on which it changed, and the first. */
  history: { day: string; percent: number }[]
  counts: Record<string, number>
  /** What costs most points, the dearest first. */
  worst: ExportedFinding[]
  /** With an exception in force, the first to end first. */
  excepted: ExportedFinding[]
  /** What could not be judged. */
  unknown: ExportedFinding[]
  frameworks: { framework: string; met: number; failed: number; unjudged: number }[]
}

/** Reads all that the report tells in one pass over the findings, and keeps of it what is shown. */
export async function readReport(db: Database, tenant: string, at: Date): Promise<Report> {
  const { score, history, apps } = await db.read(tenant, async tx => {
    const since = new Date(at.getTime() - HISTORY_DAYS * 86_400_000)
    return {
      score: await presentScore(tx, {}, at),
      history: await tx.query<{ day: string; percent: number }>(
        `select day::text, percent from posture.score_day where app = '' and day >= $1::date order by day`,
        [since],
      ),
      apps: await tx.query<{ id: string; name: string }>('select id, name from posture.app', []),
    }
  })
  const counts: Record<string, number> = {}
  const worst = new Top<ExportedFinding>(WORST, finding => finding.maxPoints - finding.points)
  const excepted = new Top<ExportedFinding>(LISTED, finding => -finding.exception!.expiresAt.getTime())
  const unknown = new Top<ExportedFinding>(LISTED, finding => SEVERITIES.indexOf(finding.severity))
  const requirements = new Requirements()
  for await (const finding of exportedFindings(db, tenant, {}, { at })) {
    counts[finding.status] = (counts[finding.status] ?? 0) + 1
    requirements.note(finding)
    if (finding.exception) excepted.add(finding)
    else if (finding.maxPoints > finding.points) worst.add(finding)
    if (UNKNOWN.has(finding.status)) unknown.add(finding)
  }
  return {
    at,
    score,
    apps: new Map(apps.map(({ id, name }) => [id, name])),
    history,
    counts,
    worst: worst.all,
    excepted: excepted.all,
    unknown: unknown.all,
    frameworks: requirements.summary(),
  }
}

const SEVERITIES = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']
const UNKNOWN: ReadonlySet<string> = new Set(['CANNOT_TELL', 'ERROR', 'MANUAL'])
const FAILS: ReadonlySet<string> = new Set(['FAIL', 'PARTIAL'])

/** The few that rank highest, the highest first. */
class Top<T> {
  all: T[] = []
  private readonly room: number
  private readonly rank: (item: T) => number

  constructor(room: number, rank: (item: T) => number) {
    this.room = room
    this.rank = rank
  }

  add(item: T): void {
    const place = this.all.findIndex(each => this.rank(each) < this.rank(item))
    if (place < 0 && this.all.length >= this.room) return
    this.all.splice(place < 0 ? this.all.length : place, 0, item)
    if (this.all.length > this.room) this.all.pop()
  }
}

/** Requirements of frameworks, each as bad as the worst of its findings. What others take care of counts as met. */
class Requirements {
  private readonly state = new Map<string, Map<string, 'met' | 'failed' | 'unjudged'>>()

  note({ status, exception, frameworks }: ExportedFinding): void {
    if (status === 'NOT_APPLICABLE') return
    const answered = exception !== null && exception.kind !== 'RISK_ACCEPTED'
    const now = FAILS.has(status) ? (answered ? 'met' : 'failed') : status === 'PASS' ? 'met' : 'unjudged'
    for (const { framework, requirement } of frameworks) {
      const known = this.state.get(framework) ?? new Map<string, 'met' | 'failed' | 'unjudged'>()
      this.state.set(framework, known)
      const before = known.get(requirement)
      if (!before || ORDER.indexOf(now) > ORDER.indexOf(before)) known.set(requirement, now)
    }
  }

  summary(): Report['frameworks'] {
    return [...this.state]
      .map(([framework, requirements]) => {
        const count = (wanted: string) => [...requirements.values()].filter(each => each === wanted).length
        return { framework, met: count('met'), failed: count('failed'), unjudged: count('unjudged') }
      })
      .sort((a, b) => (a.framework < b.framework ? -1 : 1))
  }
}

/** From good to bad: what is not known is worse than met, and failed is worst. */
const ORDER = ['met', 'unjudged', 'failed']
