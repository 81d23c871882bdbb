import type { Standing } from './ledger.ts'

export const CAUSES = ['SETTINGS', 'CATALOGUE', 'EXCEPTIONS', 'COVERAGE'] as const
export type Cause = (typeof CAUSES)[number]

/** What one cause did to one finding. */
export interface FindingEffect {
  finding: string
  /** Points that it gained or lost by this cause. */
  points: number
  /** Percentage points of the whole score, about; for the order. */
  weight: number
}

export interface Explained {
  /** Percentage points by cause; together exactly the difference. */
  percent: Record<Cause, number>
  /** Findings by cause, the greatest effect first. */
  effects: Record<Cause, FindingEffect[]>
}

/**
 * A finding as four things, each of which one cause changes. A mixture of two moments takes each from one of them.
 */
interface Facets {
  /** CATALOGUE: whether there is such a control, what it weighs, and what it is judged by. */
  catalogue: { there: boolean; weight: number }
  /** COVERAGE: whether the app is there, and the control could be judged. */
  coverage: { there: boolean; judged: boolean }
  /** SETTINGS, or CATALOGUE when it is judged by something else: share of the weight that was earned, where it was judged. */
  share: number
  /** EXCEPTIONS: share by exception or attestation, where one is in force; an attestation also judges. */
  decision: { share: number; judges: boolean } | null
}

/**
 * Splits the difference between two scores by cause, each cause's part being its Shapley value: what it adds on average over all orders in
 * which the four could have happened. So no order is preferred, the parts add up to the difference, and they turn round when the moments do.
 */
export function explainChange(before: readonly Standing[], after: readonly Standing[]): Explained {
  const pairs = pairUp(before, after)
  const totals = SUBSETS.map(subset => {
    const [points, maxPoints] = pairs.reduce<[number, number]>(
      ([points, maxPoints], pair) => {
        const worth = mixed(pair, subset)
        return [points + worth.points, maxPoints + worth.maxPoints]
      },
      [0, 0],
    )
    return { points, maxPoints, percent: maxPoints ? (100 * points) / maxPoints : 0 }
  })
  const percent = byCause(cause => shapley(cause, subset => totals[subset]!.percent))
  const level = (totals[0]!.percent + totals[ALL]!.percent) / 200
  const size = Math.max(totals[0]!.maxPoints, totals[ALL]!.maxPoints, 1)
  const effects = byCause(cause => {
    const found: FindingEffect[] = []
    for (const pair of pairs) {
      if (!touches(cause, pair)) continue
      const points = shapley(cause, subset => mixed(pair, subset).points)
      const maxPoints = shapley(cause, subset => mixed(pair, subset).maxPoints)
      if (!points && !maxPoints) continue
      found.push({ finding: pair.finding, points, weight: (100 * (points - level * maxPoints)) / size })
    }
    return found.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.finding < b.finding ? -1 : 1))
  })
  return { percent, effects }
}

/** Subsets of the four causes as bits: those of which the later moment counts. */
const SUBSETS = Array.from({ length: 1 << CAUSES.length }, (_, subset) => subset)
const ALL = SUBSETS.length - 1
const has = (subset: number, cause: Cause) => Boolean(subset & (1 << CAUSES.indexOf(cause)))

/** Over how many orders of four a subset of so many comes just before a cause, as a share of all. */
const ORDERS = [1 / 4, 1 / 12, 1 / 12, 1 / 4]

function shapley(cause: Cause, value: (subset: number) => number): number {
  const bit = 1 << CAUSES.indexOf(cause)
  let sum = 0
  for (const subset of SUBSETS) {
    if (subset & bit) continue
    const size = bitsOf(subset)
    sum += ORDERS[size]! * (value(subset | bit) - value(subset))
  }
  return Math.abs(sum) < 1e-12 ? 0 : sum
}

const bitsOf = (subset: number) => CAUSES.filter(cause => has(subset, cause)).length

interface Pair {
  finding: string
  /** Which cause a change of the share is put down to. */
  shareBy: 'SETTINGS' | 'CATALOGUE'
  before: Facets
  after: Facets
}

function pairUp(before: readonly Standing[], after: readonly Standing[]): Pair[] {
  const apps = { before: new Set(before.map(each => each.app)), after: new Set(after.map(each => each.app)) }
  const earlier = new Map(before.map(each => [each.finding, each]))
  const later = new Map(after.map(each => [each.finding, each]))
  return [...new Set([...earlier.keys(), ...later.keys()])].map(finding => {
    const [was, is] = [earlier.get(finding), later.get(finding)]
    const { app } = (was ?? is)!
    // With an app that came or went its findings came or went; else the catalogue has a control more or less.
    return {
      finding,
      shareBy: was && is && was.criteria !== is.criteria ? 'CATALOGUE' : 'SETTINGS',
      before: facets(was, is, apps.before.has(app)),
      after: facets(is, was, apps.after.has(app)),
    }
  })
}

/** What a moment does not tell is as at the other one, so that it counts for nothing. */
function facets(here: Standing | undefined, other: Standing | undefined, appIsThere: boolean): Facets {
  const known = (here ?? other)!
  const judged = isJudged(known)
  const told = [here, other].find(each => each && isJudged(each))
  return {
    catalogue: { there: Boolean(here) || !appIsThere, weight: known.weight },
    coverage: { there: appIsThere, judged },
    share: judged ? shareOf(known) : told ? shareOf(told) : 0,
    decision: decisionOf(known),
  }
}

const isJudged = ({ rawMaxPoints }: Standing) => rawMaxPoints > 0
const shareOf = ({ rawPoints, rawMaxPoints }: Standing) => rawPoints / rawMaxPoints

/** What people decided, where it makes a difference: an exception does on a failure alone. */
function decisionOf(standing: Standing): Facets['decision'] {
  const { points, maxPoints, attested, excepted } = standing
  if (attested) return { share: points / maxPoints, judges: true }
  if (!excepted || !isJudged(standing) || shareOf(standing) >= 1) return null
  return { share: points / maxPoints, judges: false }
}

/** What a finding is worth when of each cause one moment counts. */
function mixed({ shareBy, before, after }: Pair, subset: number): { points: number; maxPoints: number } {
  const { there, weight } = (has(subset, 'CATALOGUE') ? after : before).catalogue
  const coverage = (has(subset, 'COVERAGE') ? after : before).coverage
  const { share } = has(subset, shareBy) ? after : before
  const { decision } = has(subset, 'EXCEPTIONS') ? after : before
  if (!there || !coverage.there || !(coverage.judged || decision?.judges)) return NOTHING
  // An exception bears on a failure alone.
  const earned = decision && (decision.judges || share < 1) ? decision.share : share
  return { points: weight * earned, maxPoints: weight }
}

const NOTHING = { points: 0, maxPoints: 0 }

function touches(cause: Cause, { shareBy, before, after }: Pair): boolean {
  if (cause === shareBy && before.share !== after.share) return true
  if (cause === 'SETTINGS') return false
  if (cause === 'CATALOGUE')
    return before.catalogue.there !== after.catalogue.there || before.catalogue.weight !== after.catalogue.weight
  if (cause === 'COVERAGE')
    return before.coverage.there !== after.coverage.there || before.coverage.judged !== after.coverage.judged
  return before.decision?.share !== after.decision?.share || before.decision?.judges !== after.decision?.judges
}

function byCause<T>(of: (cause: Cause) => T): Record<Cause, T> {
  return Object.fromEntries(CAUSES.map(cause => [cause, of(cause)])) as Record<Cause, T>
}
