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

/** Targets that tell things apart. */
const MOST = 20

/**
 * The thing that an event is about, as a hash that holds for its hour: all its targets together, since vendors name the person or the
 * place first as often as the thing. An event that names none is a thing of its own.
 */
export function thingOf({ makes }: Family, { activity: { targets, id, app }, time }: JudgedEvent): number {
  const named = targets
    .slice(0, MOST)
    .map(target => hashOf(target.id ?? target.name ?? target.email ?? ''))
    .join()
  return hashOf(`${Math.floor(time / HOUR_MS)} ${app} ${makes || !named ? id : named}`)
}
