import type { Tx } from '@casbah/kit'
import type { Match } from '../detection/detector.ts'
import { TIES, type Tie } from '../incident/ties.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'

/** Something that an alert touches besides what its activities do. */
export interface Touch {
  kind: 'app' | 'connector' | 'account' | 'user' | 'resource'
  value: string
}

/** A match to be raised: of an activity, or of a thing that came to match, which says itself what it touches. */
export interface Raisable {
  policy: PolicyRow
  match: Match
  event: {
    /** Epoch ms. */
    time: number
    /** What made it match; the alert's id follows from this id. */
    activity: { id: string; app: string; isSimulated: boolean }
  }
  touches?: readonly Touch[]
  /** Things that came to match. */
  things?: readonly { of: 'resource' | 'grant' | 'finding'; id: string }[]
  /** Adds to the alert that is open for it, however long ago that was, and raises none. */
  addsOnly?: boolean
}

/** Entities of one alert up to which those that things touch are kept; a folder may hold a million files. */
const MOST = 1_000

/** What an alert has room for of further touches. */
export async function fittingTouches(tx: Tx, alert: string, touches: Touch[]): Promise<Touch[]> {
  if (!touches.length) return touches
  const [held] = await tx.query<{ count: string }>(
    'select count(*) from alerts.alert_entity where tenant = $1 and alert = $2',
    [tx.tenant, alert],
  )
  return touches.slice(0, Math.max(0, MOST - Number(held!.count)))
}

/** Touched people and logins tie alerts together as those of activities do. */
export function tiesOfTouches(touches: readonly Touch[]): Tie[] {
  return touches
    .flatMap(({ kind, value }) => (kind === 'user' || kind === 'account' ? [{ kind, value }] : []))
    .slice(0, TIES)
}
