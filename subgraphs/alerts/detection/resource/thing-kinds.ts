import type { GrantChanged, ResourceChanged, Topics } from '@casbah/kit'
import { findingThing, grantThing, resourceThing, type FindingThing, type Thing } from './thing.ts'

/** What an item of a topic tells of a thing. */
export interface Told {
  id: string
  /** As it is now; null when it is gone. */
  thing: Thing | null
  /** As it was; null for one that was not there. */
  before: Thing | null
  /** Found rather than happened: it is kept and raises nothing. */
  isHistory: boolean
}

/** Topics that tell of things. */
export type ThingTopic = 'resource.changed' | 'grant.changed' | 'finding.changed'

/** A kind of thing: the topic that tells of it, and how an item is read. */
export interface ThingKind<T extends ThingTopic> {
  of: Thing['of']
  policyKind: 'RESOURCE' | 'POSTURE'
  topic: T
  consumer: string
  /** `known` is the thing as it was judged last, null for one that never was; `now`, epoch ms, stands in for items without a time. */
  read(item: Topics[T], known: Thing | null, now: number): Told
}

export const RESOURCES: ThingKind<'resource.changed'> = {
  of: 'resource',
  policyKind: 'RESOURCE',
  topic: 'resource.changed',
  consumer: 'alerts-resources',
  read: (item: ResourceChanged, known, now) => {
    const thing = resourceThing(item, item.at ?? now)
    // One that apps knew before its things came here differs, as far as anybody can tell, by its exposure alone.
    const before = known ?? (item.exposureBefore && { ...thing, exposure: item.exposureBefore })
    return { id: item.id, thing: item.gone ? null : thing, before, isHistory: item.lane !== 'live' }
  },
}

export const GRANTS: ThingKind<'grant.changed'> = {
  of: 'grant',
  policyKind: 'RESOURCE',
  topic: 'grant.changed',
  consumer: 'alerts-grants',
  read: (item: GrantChanged, known, now) => {
    const thing = grantThing(item, item.at ?? now)
    return { id: item.id, thing: item.gone ? null : thing, before: known, isHistory: item.lane !== 'live' }
  },
}

export const FINDINGS: ThingKind<'finding.changed'> = {
  of: 'finding',
  policyKind: 'POSTURE',
  topic: 'finding.changed',
  consumer: 'alerts-findings',
  read: (item: Topics['finding.changed'], known) => {
    const thing = findingThing(item, known as FindingThing | null)
    const was = item.before
    const before = known ?? (was === null ? null : { ...thing, status: was, standing: was })
    // The first assessment of a control says how things stand, not that anything happened.
    return { id: item.id, thing, before, isHistory: was === null }
  },
}
