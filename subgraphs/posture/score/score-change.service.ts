import { CasbahError, type Tx } from '@casbah/kit'
import { findingsByIds } from '../finding/finding.service.ts'
import type { Finding } from '../finding/finding.type.ts'
import { CAUSES, explainChange, type Cause } from '../ledger/causes.ts'
import { changersBetween, standingsAt, type Standing } from '../ledger/ledger.ts'
import { sum } from './score.service.ts'
import type { FindingChange, ScoreChange } from './score-change.type.ts'
import type { SecureScore } from './score.type.ts'

/** Causes that an event at the vendor may have: a setting is another, or no longer there to be judged. */
const BY_VENDOR: ReadonlySet<Cause> = new Set(['SETTINGS', 'COVERAGE'])
/** Findings that are named of one cause. */
const NAMED = 100

/** What changed the score of an app or the tenant between two moments, split by cause. */
export async function scoreChange(tx: Tx, from: Date, to: Date, app: string | null): Promise<ScoreChange> {
  if (from > to)
    throw new CasbahError('BAD_USER_INPUT', '`from` is after `to`. Give the earlier day as `from`, the later as `to`.')
  const [before, after] = [await standingsAt(tx, from, app), await standingsAt(tx, to, app)]
  const { percent, effects } = explainChange(before, after)
  const [earlier, later] = [scoreOf(before, from), scoreOf(after, to)]
  const shown = rounded(percent, later.percent - earlier.percent)
  const named = new Set(CAUSES.flatMap(cause => effects[cause].slice(0, NAMED).map(({ finding }) => finding)))
  const findings = await findingsByIds(tx, [...named])
  const changers = await changersBetween(tx, from, to, app)
  const was = new Map(before.map(each => [each.finding, each]))
  const is = new Map(after.map(each => [each.finding, each]))
  const change = (cause: Cause, id: string, points: number): FindingChange => {
    const finding = findings.get(id)
    const changer = BY_VENDOR.has(cause) ? (changers.get(id) ?? toldLate(finding, from, to)) : null
    return {
      finding: finding ?? goneFinding((is.get(id) ?? was.get(id))!),
      before: was.get(id)?.status ?? null,
      after: is.get(id)?.status ?? null,
      points: hundredths(points),
      changedBy: changer === null ? null : { id: changer },
    }
  }
  return {
    from: earlier,
    to: later,
    causes: CAUSES.map(kind => ({
      kind,
      percent: shown[kind],
      changes: effects[kind].slice(0, NAMED).map(({ finding, points }) => change(kind, finding, points)),
    })),
  }
}

/** The activity that was told of only after its change had been seen, and so stands in the finding alone. */
function toldLate(finding: Finding | undefined, from: Date, to: Date): string | null {
  if (!finding?.changedBy) return null
  const changed = new Date(finding.lastChangedAt)
  return changed > from && changed <= to ? finding.changedBy.id : null
}

function scoreOf(standings: readonly Standing[], at: Date): SecureScore {
  return sum(
    standings.map(each => ({
      app: each.app,
      category: each.category,
      status: each.status,
      points: each.points,
      max_points: each.maxPoints,
      excepted_points: each.excepted && !each.attested ? Math.max(0, each.points - each.rawPoints) : 0,
    })),
    at,
  )
}

/** Hundredths that add up to the difference as it is shown; what rounding leaves goes to the greatest. */
function rounded(percent: Record<Cause, number>, difference: number): Record<Cause, number> {
  const shown = Object.fromEntries(CAUSES.map(cause => [cause, hundredths(percent[cause])])) as Record<Cause, number>
  const left = hundredths(difference - CAUSES.reduce((total, cause) => total + shown[cause], 0))
  const greatest = CAUSES.reduce((a, b) => (Math.abs(percent[b]) > Math.abs(percent[a]) ? b : a))
  shown[greatest] = hundredths(shown[greatest] + left)
  return shown
}

const hundredths = (value: number) => Math.round(value * 100) / 100 || 0

/** What is still known of a finding that went away. */
function goneFinding(last: Standing): Finding {
  const epoch = new Date(0)
  return {
    id: last.finding,
    controlId: last.control,
    app: { id: last.app },
    status: last.status,
    message: 'This control does not judge the app any more.',
    failing: 0,
    evaluated: 0,
    evidence: [],
    firstSeenAt: epoch,
    failingSince: null,
    resolvedAt: null,
    reopenedCount: 0,
    lastChangedAt: epoch,
    lastAssessedAt: epoch,
    exception: null,
    exceptedFailing: 0,
    attestation: null,
    points: 0,
    maxPoints: 0,
    changedBy: null,
    version: 0,
  } as unknown as Finding
}
