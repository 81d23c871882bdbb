import type { JudgedEvent } from '../event.ts'
import type { Fields } from './selection.ts'

/** Which activities a rule's log source means, and how their raw events name the fields that rules look at. */
export interface Source {
  product: string
  service: string
  /** Slug of the connector that brings these events. */
  connector: string
  /** The event within the vendor's row. */
  event: (raw: unknown) => unknown
  /** Names that rules use, in lower case, for a path of the event, where they differ. */
  aliases: Readonly<Record<string, string>>
}

const itself = (raw: unknown) => raw

/** The log sources that rules can be judged on. */
export const SOURCES: readonly Source[] = [
  { product: 'aws', service: 'cloudtrail', connector: 'aws', event: cloudTrailRecord, aliases: {} },
  {
    product: 'github',
    service: 'audit',
    connector: 'github',
    event: itself,
    aliases: { 'actor_location.country': 'actor_location.country_code' },
  },
  {
    product: 'okta',
    service: 'okta',
    connector: 'okta',
    event: itself,
    aliases: {
      eventtype: 'eventType',
      displaymessage: 'displayMessage',
      'actor.alternateid': 'actor.alternateId',
      'actor.displayname': 'actor.displayName',
      'client.user.id': 'client.id',
      'debugcontext.debugdata.requesturi': 'debugContext.debugData.requestUri',
      'debugcontext.debugdata.behaviors': 'debugContext.debugData.behaviors',
      'securitycontext.isproxy': 'securityContext.isProxy',
      'target.displayname': 'target.displayName',
      'target.alternateid': 'target.alternateId',
    },
  },
]

/** A look-up answers with the record as text within its own row. */
function cloudTrailRecord(raw: unknown): unknown {
  const text = (raw as { CloudTrailEvent?: unknown } | null)?.CloudTrailEvent
  return typeof text === 'string' ? JSON.parse(text) : raw
}

/** How a rule reads an event's fields: by path, whole name first, through lists. */
export function fieldsOf(source: Source, event: JudgedEvent): Fields {
  const record = source.event(event.raw)
  return field => {
    const found: unknown[] = []
    collect(record, (source.aliases[field.toLowerCase()] ?? field).split('.'), 0, found)
    return found
  }
}

function collect(value: unknown, path: string[], from: number, found: unknown[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, path, from, found)
    return
  }
  if (from === path.length) {
    if (value !== undefined && value !== null) found.push(value)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const object = value as Record<string, unknown>
  for (let to = path.length; to > from; to--) {
    const key = path.slice(from, to).join('.')
    if (Object.hasOwn(object, key)) return collect(object[key], path, to, found)
  }
}
