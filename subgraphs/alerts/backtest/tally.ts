import type { Severity } from '@casbah/kit'
import { draftOf, fold, foldKeyOf, folds, type Draft } from '../alert/draft.ts'
import type { ExplanationData } from '../detection/detector.ts'
import type { Found } from '../detection/engine.ts'

const DAY_MS = 24 * 3_600_000
const SAMPLES = 20
const TOP = 10
/** Activities of an alert that are remembered, to see whether other alerts cite them. */
const CITED = 100
/** Alerts that further matches may still fold into; beyond, the oldest takes no more. */
const OPEN = 10_000
/** Users that are counted; those who appear later are not among the first ten. */
const USERS = 100_000

/** An alert that would have been raised, as far as it is looked at. */
export interface Sample {
  policy: string
  title: string
  severity: Severity
  /** Epoch ms. */
  at: number
  /** Id of the last activity that it cites. */
  activity: string
  explanation: ExplanationData
}

/** An alert that takes no more matches, to be held against those that were raised. */
export interface Closed {
  policy: string
  user: string | null
  cited: string[]
  /** Epoch ms: from its first activity to its last, widened by the time in which matches fold. */
  from: number
  to: number
}

/** What a run found so far. */
export interface Findings {
  alertCount: number
  /** How many of them something would keep from being raised. */
  suppressed: number
  perDay: { day: number; count: number }[]
  topUsers: { user: string; count: number }[]
  samples: Sample[]
}

interface Open {
  draft: Draft
  at: number
  user: string | null
  activity: string
}

/** Folds matches as raising does, and counts what comes of it; bounded, however much is found. */
export class Tally {
  private readonly tenant: string
  private readonly appName: (id: string) => string
  private readonly isKept: (found: Found) => boolean
  private readonly open = new Map<string, Open>()
  private readonly firsts: Open[] = []
  private readonly days = new Map<number, number>()
  private readonly users = new Map<string, number>()
  private closed: Closed[] = []
  private count = 0
  private suppressed = 0

  /** `isKept`: whether something would keep an alert that begins with a match from being raised. */
  constructor(tenant: string, appName: (id: string) => string, isKept: (found: Found) => boolean = () => false) {
    this.tenant = tenant
    this.appName = appName
    this.isKept = isKept
  }

  /** Takes a match in; they come in the order of their events. */
  add(found: Found): void {
    const key = `${found.policy.id}|${foldKeyOf(found)}`
    let alert = this.open.get(key)
    if (alert && folds(alert.draft, found)) {
      fold(alert.draft, found, this.appName)
    } else {
      if (alert) this.close(key, alert)
      alert = this.begin(found)
      this.open.set(key, alert)
      if (this.open.size > OPEN) {
        const [oldest, first] = this.open.entries().next().value!
        this.close(oldest, first)
      }
    }
    alert.activity = lastOf(found)
    lighten(alert.draft)
  }

  /** Closes alerts that nothing at this time (epoch ms) or later can fold into. */
  pass(time: number): void {
    for (const [key, alert] of this.open)
      if (alert.draft.last + alert.draft.policy.foldSeconds * 1000 < time) this.close(key, alert)
  }

  /** Closes all. */
  end(): void {
    for (const [key, alert] of this.open) this.close(key, alert)
  }

  /** Those that were closed since it was asked last. */
  takeClosed(): Closed[] {
    const taken = this.closed
    this.closed = []
    return taken
  }

  get findings(): Findings {
    return {
      alertCount: this.count,
      suppressed: this.suppressed,
      perDay: [...this.days].map(([day, count]) => ({ day, count })).sort((a, b) => a.day - b.day),
      topUsers: [...this.users]
        .map(([user, count]) => ({ user, count }))
        .sort((a, b) => b.count - a.count || (a.user < b.user ? -1 : 1))
        .slice(0, TOP),
      samples: this.firsts.map(({ draft, at, activity }) => ({
        policy: draft.policy.id,
        title: draft.title,
        severity: draft.severity,
        at,
        activity,
        explanation: draft.explanation,
      })),
    }
  }

  private begin(found: Found): Open {
    const { time, activity } = found.event
    const user = activity.userId
    const day = Math.floor(time / DAY_MS) * DAY_MS
    this.count++
    if (this.isKept(found)) this.suppressed++
    this.days.set(day, (this.days.get(day) ?? 0) + 1)
    if (user && (this.users.has(user) || this.users.size < USERS)) this.users.set(user, (this.users.get(user) ?? 0) + 1)
    const alert = { draft: draftOf(this.tenant, found, this.appName), at: time, user, activity: activity.id }
    if (this.firsts.length < SAMPLES) this.firsts.push(alert)
    return alert
  }

  private close(key: string, { draft, user }: Open): void {
    this.open.delete(key)
    const room = draft.policy.foldSeconds * 1000
    this.closed.push({
      policy: draft.policy.id,
      user,
      cited: [...draft.cited.keys()],
      from: draft.first - room,
      to: draft.last + room,
    })
  }
}

function lastOf({ match, event }: Found): string {
  let last: { id: string; time: number } = { id: event.activity.id, time: event.time }
  for (const { id, time } of match.cited) if (time > last.time) last = { id, time }
  return last.id
}

/** Of the activities a few ids are enough; whole ones of thousands of open alerts would fill the memory. */
function lighten({ cited }: Draft): void {
  let place = 0
  for (const [id, { time }] of cited) {
    if (place++ < CITED) cited.set(id, { id, time })
    else cited.delete(id)
  }
}
