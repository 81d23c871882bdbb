import type { JudgedEvent } from '../../event.ts'
import type { Family } from './families.ts'
import { hashOf } from '../text-hash.ts'

const HOUR_MS = 3_600_000

/** Who is counted: the person or service; null when the event names nobody. */
export function subjectOf(event: JudgedEvent): string | null {
  return event.person
}

/** The app as a whole, for what is usual in the environment. */
export function environmentOf({ activity }: JudgedEvent): string {
  return `app:${activity.app}`
}

/** Kinds of targets that an event is not about: who did it, and where. */
const AROUND = new Set(['user', 'account', 'member', 'organization', 'enterprise', 'team'])

/** Targets that tell things apart. */
const MOST = 20

/** The thing that an event is about, as a hash that holds for its hour; an event that names none is a thing of its own. */
export function thingOf(family: Family, event: JudgedEvent): number {
  const { targets, id, app } = event.activity
  const things = family.wholeTarget ? targets : targets.filter(({ kind }) => !AROUND.has(kind))
  const named = (things.length ? things : targets)
    .slice(0, family.wholeTarget ? MOST : 1)
    .map(target => hashOf(target.id ?? target.name ?? target.email ?? ''))
    .join()
  return hashOf(`${Math.floor(event.time / HOUR_MS)} ${app} ${named || id}`)
}
