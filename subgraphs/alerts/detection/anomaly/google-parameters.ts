import type { JudgedEvent } from '../event.ts'
import { textOf } from './text-of.ts'

/** Parameters that are read of one event. */
const MOST = 200

/** Parameters of the one event of a Google Workspace record that the activity was made of; of a list the first values, joined by spaces. */
export function parametersOf({ activity, record }: JudgedEvent): Map<string, string> {
  const found = new Map<string, string>()
  const { events } = (record ?? {}) as { events?: unknown }
  const event = Array.isArray(events) ? events[activity.part] : null
  const list = (event as { parameters?: unknown } | null | undefined)?.parameters
  if (!Array.isArray(list)) return found
  for (const parameter of list.slice(0, MOST) as (Record<string, unknown> | null)[]) {
    const { name, value, multiValue } = parameter ?? {}
    if (typeof name !== 'string') continue
    if (typeof value === 'string') found.set(name, value)
    else if (Array.isArray(multiValue))
      found.set(
        name,
        multiValue
          .slice(0, MOST)
          .map(each => textOf(each))
          .join(' '),
      )
  }
  return found
}
