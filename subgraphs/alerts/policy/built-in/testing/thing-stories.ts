import type { Topics } from '@casbah/kit'
import {
  FINDINGS,
  GRANTS,
  RESOURCES,
  type ThingKind,
  type ThingTopic,
} from '../../../detection/resource/thing-kinds.ts'
import { finding, grant, resource } from '../../../testing/things.ts'

/** What a built-in policy on things is for, and what is nearly that; each change is told by itself. */
export interface ThingStory<T extends ThingTopic = ThingTopic> {
  kind: ThingKind<T>
  /** A thing comes to match by this. */
  fires: Topics[T]
  /** None of these comes to match. */
  quiet: Topics[T][]
  /** What fires, found rather than happened. */
  found: Topics[T]
}

/** Keeps the changes of a story to those of its kind. */
const of = <T extends ThingTopic>(story: ThingStory<T>) => story as unknown as ThingStory

const key = resource('r', { name: '/keys/server.pfx', exposure: 'PUBLIC_LINK' })
const bucket = resource('r', { kind: 'BUCKET', name: 'backups', exposure: 'PUBLIC' })
const teams = grant('g', { clientName: 'Micr0soft Teams' })
const contoso = grant('g', { publisher: 'Micr0soft Corporation' })

/** Stories of the policies on resources, grants and findings, by slug. */
export const THING_STORIES: Record<string, ThingStory> = {
  'keys-public': of({
    kind: RESOURCES,
    fires: key,
    quiet: [
      { ...key, exposure: 'INTERNAL' },
      { ...key, name: '/keys/server.docx' },
      { ...key, exposureBefore: 'PUBLIC' },
      { ...key, gone: true },
    ],
    found: { ...key, lane: 'history' },
  }),
  'bucket-public': of({
    kind: RESOURCES,
    fires: bucket,
    quiet: [
      { ...bucket, exposure: 'EXTERNAL' },
      { ...bucket, kind: 'FILE' },
      { ...bucket, exposureBefore: 'PUBLIC_LINK' },
    ],
    found: { ...bucket, lane: 'history' },
  }),
  'oauth-look-alike': of({
    kind: GRANTS,
    fires: teams,
    quiet: [
      { ...teams, clientName: 'Microsoft Teams' },
      { ...teams, clientName: 'Notes' },
      { ...teams, gone: true },
    ],
    found: { ...teams, lane: 'history' },
  }),
  'oauth-publisher-look-alike': of({
    kind: GRANTS,
    fires: contoso,
    quiet: [
      { ...contoso, publisher: 'Microsoft Corporation' },
      { ...contoso, publisher: 'Contoso' },
      { ...contoso, publisher: null },
    ],
    found: { ...contoso, lane: 'history' },
  }),
  'control-critical-fails': of({
    kind: FINDINGS,
    fires: finding('f'),
    quiet: [
      finding('f', { severity: 'MEDIUM' }),
      finding('f', { status: 'PASS', before: 'FAIL' }),
      finding('f', { hasException: true }),
      finding('f', { before: 'FAIL' }),
    ],
    // The first assessment.
    found: finding('f', { before: null }),
  }),
}
