import { pathOf, type Path } from '../predicate/path.ts'

/** Which activities a rule's log source means, and how their raw events name the fields that rules look at. */
export interface Source {
  product: string
  service: string
  /** Slug of the connector that brings these events. */
  connector: string
  /** Names that rules use, in lower case, for a path of the event, where they differ. */
  aliases: Readonly<Record<string, string>>
}

/** The log sources that rules can be judged on. */
export const SOURCES: readonly Source[] = [
  { product: 'aws', service: 'cloudtrail', connector: 'aws', aliases: {} },
  {
    product: 'github',
    service: 'audit',
    connector: 'github',
    aliases: { 'actor_location.country': 'actor_location.country_code' },
  },
  {
    product: 'okta',
    service: 'okta',
    connector: 'okta',
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

/** Where a field that a rule names lies in the events of its source. */
export function pathsOf(source: Source, field: string): Path[] {
  return [pathOf(source.aliases[field.toLowerCase()] ?? field)]
}
