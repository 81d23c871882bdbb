import type { StoredActivity } from '@casbah/kit'
import { recordOf } from './record.ts'

const AHEAD_MS = 10 * 60_000

/** An activity as detectors see it: with the time that it is judged by, and its raw event parsed when a rule asks for it. */
export class JudgedEvent {
  readonly activity: StoredActivity
  /** Epoch ms. The vendor's time; ours of reading when the vendor's clock is over ten minutes ahead. */
  readonly time: number
  private parsed: unknown

  constructor(activity: StoredActivity) {
    this.activity = activity
    this.time = isAhead(activity) ? activity.observedAt : activity.time
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

export function isAhead(activity: StoredActivity): boolean {
  return activity.time > activity.observedAt + AHEAD_MS
}

/** Who acted, as a key: the person when known, else the account, else what the vendor tells; null when nobody is named. */
export function personKey({ userId, accountId, actor, app }: StoredActivity): string | null {
  if (userId) return `user:${userId}`
  if (accountId) return `account:${accountId}`
  if (actor?.email) return `email:${actor.email.toLowerCase()}`
  const external = actor?.id ?? actor?.name
  return external ? `external:${app}:${external}` : null
}

/** Who acted, for a sentence. */
export function actorName({ actor }: Pick<StoredActivity, 'actor'>): string {
  return actor?.name ?? actor?.email ?? actor?.id ?? 'Somebody'
}
