import type { JudgedEvent } from '../event.ts'
import type { EventFilter } from '../threshold/event-filter.ts'

/** Events meant by our name of the action, or by words in the vendor's; none that failed. */
export interface Meant {
  actions: readonly string[]
  /** Letters, hyphens and spaces, whatever their case. */
  vendorWords: readonly string[]
}

/** They as a filter, for gates. */
export function filterOf({ actions, vendorWords }: Meant): EventFilter {
  return {
    outcome: ['SUCCESS', 'UNKNOWN'],
    or: [{ action: { in: [...actions] } }, ...vendorWords.map(contains => ({ vendorAction: { contains } }))],
  }
}

/** They as a test that every event can be put to: what learns sees all events. */
export function testOf({ actions, vendorWords }: Meant): (event: JudgedEvent) => boolean {
  const names = new Set(actions)
  const words = vendorWords.length ? new RegExp(vendorWords.join('|'), 'i') : null
  return ({ activity: { action, vendorAction, outcome } }) =>
    outcome !== 'FAILURE' && (names.has(action) || (words !== null && words.test(vendorAction)))
}
