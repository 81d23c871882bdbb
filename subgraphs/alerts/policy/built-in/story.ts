import type { StoredActivity } from '@casbah/kit'

/** What a built-in policy is for, and what is nearly that, as tests tell it. */
export interface Story {
  /** Ends in a match. */
  fires: StoredActivity[]
  /** Each by itself matches nothing of this policy. */
  quiet: StoredActivity[][]
}
