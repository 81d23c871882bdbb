import type { StoredActivity } from '@casbah/kit'
import { recordOf } from './record.ts'

const AHEAD_MS = 10 * 60_000

/** An activity as detectors see it: with the time that it is judged by, and its raw event parsed when a rule asks for it. */
export class JudgedEvent {
  readonly activity: StoredActivity
  /** Epoch ms. The vendor's time; ours of reading when the vendor's clock is over ten minutes ahead. */
  readonly time: number
  private parsed: unknown
  private whoActed: string | null | undefined

  constructor(activity: StoredActivity) {
    this.activity = activity
    this.time = judgedTime(activity)
  }

  /** Who acted, as `personKey` has it; one text for all who ask, so that it is hashed once. */
  get person(): string | null {
    if (this.whoActed === undefined) this.whoActed = personKey(this.activity)
    return this.whoActed
  }

  /** The vendor's event, out of the row that it came in; null when the row is no JSON. Throws when the event within the row is none. */
  get record(): unknown {
    if (this.parsed === undefined)
      this.parsed = recordOf(this.activity.connector, jsonOf(this.activity.raw), this.activity.part)
    return this.parsed
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The time that an activity is judged by, epoch ms. */
export function judgedTime(activity: StoredActivity): number {
  return isAhead(activity) ? activity.observedAt : activity.time
}

export function isAhead(activity: StoredActivity): boolean {
  return activity.time > activity.observedAt + AHEAD_MS
}

/** Longest part of a key that a vendor chooses, characters. */
const KEY_PART = 256

/** Who acted, as a key: the person when known, else the account, else what the vendor tells; null when nobody is named. */
export function personKey({ userId, accountId, actor, app }: StoredActivity): string | null {
  if (userId) return `user:${userId}`
  if (accountId) return `account:${accountId}`
  if (actor?.email) return `email:${actor.email.slice(0, KEY_PART).toLowerCase()}`
  const external = actor?.id ?? actor?.name
  return external ? `external:${app}:${external.slice(0, KEY_PART)}` : null
}

/** Who acted, for a sentence. */
export function actorName({ actor }: Pick<StoredActivity, 'actor'>): string {
  return actor?.name ?? actor?.email ?? actor?.id ?? 'Somebody'
}
