import type { Match } from '../detection/detector.ts'
import { TIES, type Tie } from '../incident/ties.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'

/** Something that an alert touches besides what its activities do. */
export interface Touch {
  kind: 'app' | 'connector' | 'account' | 'user' | 'resource'
  value: string
}

/** A match to be raised: of an activity, or of a thing that came to match, which cites nothing and says itself what it touches. */
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
}

/** Touched people and logins tie alerts together as those of activities do. */
export function tiesOfTouches(touches: readonly Touch[]): Tie[] {
  return touches
    .flatMap(({ kind, value }) => (kind === 'user' || kind === 'account' ? [{ kind, value }] : []))
    .slice(0, TIES)
}
