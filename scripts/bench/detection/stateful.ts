import { Engine, detectorPolicies, builtInPolicies, sigmaPolicies, type PolicyRow } from '@casbah/alerts/detection'
import type { StoredActivity } from '@casbah/kit'
import { settledMemory } from '../memory.ts'
import { median, round } from '../median.ts'
import { CORRELATIONS } from './correlations.ts'
import { Company, recordedActivities } from './people.ts'

const PEOPLE = 100_000
/** Activities told before anything is timed: everybody is known then. */
const BEFORE = 400_000
const TIMED = 200_000
const CHUNK = 10_000
/** Six activities a person in a working day. */
const APART_MS = 48

/** All detectors and correlations at once on the life of a large company, against reading its lines alone. */
export async function stateful(shared: string) {
  const policies = everyPolicy()
  const company = new Company(ordinary(await recordedActivities(shared), policies), PEOPLE, APART_MS)
  const engine = new Engine()
  const state = new Map()
  const judge = (first: number, count: number) => {
    let seconds = 0
    let found = 0
    for (let n = first; n < first + count; n += CHUNK) {
      const activities = company.tell(n, Math.min(CHUNK, first + count - n))
      const begun = performance.now()
      found += engine.judge({ tenant: 'bench', activities, policies }, state).found.length
      seconds += (performance.now() - begun) / 1000
    }
    return { seconds, found }
  }
  // Compiled and warmed up, with nobody known yet, so that what is weighed is what is remembered.
  engine.judge({ tenant: 'warm', activities: company.tell(0, CHUNK), policies }, new Map())
  const empty = settledMemory()
  const before = judge(0, BEFORE)
  const full = settledMemory()
  const shares: number[] = []
  for (let n = BEFORE; n < BEFORE + TIMED; n += TIMED / 10) {
    const judged = judge(n, TIMED / 10)
    shares.push(parse(company, n, TIMED / 10) / judged.seconds)
  }
  return {
    figures: { statefulVsJsonParse: round(median(shares)), bytesPerUser: Math.round((full - empty) / PEOPLE) },
    peers: { statefulPolicies: policies.length, matchesPerThousand: round((before.found / BEFORE) * 1000) },
  }
}

/** Recordings are full of attacks, a working day is not: what alone raises an alert is left out. */
function ordinary(activities: readonly StoredActivity[], policies: readonly PolicyRow[]): StoredActivity[] {
  const engine = new Engine()
  return activities.filter(
    activity => !engine.judge({ tenant: activity.id, activities: [activity], policies }, new Map()).found.length,
  )
}

function parse(company: Company, first: number, count: number): number {
  let seconds = 0
  for (let n = first; n < first + count; n += CHUNK) {
    const activities = company.tell(n, Math.min(CHUNK, first + count - n))
    const begun = performance.now()
    for (const { raw } of activities) JSON.parse(raw)
    seconds += (performance.now() - begun) / 1000
  }
  return seconds
}

function everyPolicy(): PolicyRow[] {
  const { policies: correlations, refused } = sigmaPolicies(
    'bench',
    CORRELATIONS.map((text, n) => ({ file: `correlation ${n}`, text })),
  )
  for (const { file, line, reason } of refused) throw new Error(`${file}, line ${line}: ${reason}`)
  const shipped = builtInPolicies('bench')
  const detectorOf = ({ definition }: PolicyRow) => (definition as { detector?: string }).detector
  const at = new Set(shipped.map(detectorOf))
  const detectors = detectorPolicies('bench').filter(policy => !at.has(detectorOf(policy)))
  const all = [...shipped, ...detectors, ...correlations]
  return all.map(policy => ({ ...policy, enabled: true }))
}
