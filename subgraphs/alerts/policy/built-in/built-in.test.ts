import type { StoredActivity } from '@casbah/kit'
import { compilePolicy } from '../../detection/compile.ts'
import { Engine, type Judged } from '../../detection/engine.ts'
import { builtInPolicies } from '../../detection/offline.ts'
import type { ThingPolicy } from '../../detection/resource/thing-policy.ts'
import { findingThing, grantThing, resourceThing, type Thing } from '../../detection/resource/thing.ts'
import { readState, writeState } from '../../detection/snapshot.ts'
import type { ShardState } from '../../detection/state.ts'
import { finding, grant, resource } from '../../testing/things.ts'
import { AWS_STORIES } from './aws.stories.ts'
import { DETECTOR_STORIES } from './detectors.stories.ts'
import { BUILT_IN, builtInId } from './index.ts'
import type { Story } from './story.ts'

const STORIES: Record<string, Story> = { ...AWS_STORIES, ...DETECTOR_STORIES }

/** Of policies on things: one that matches, one that does not. */
const THINGS: Record<string, [fires: Thing, quiet: Thing]> = {
  'keys-public': [
    resourceThing(resource('r', { name: '/k/server.pfx', exposure: 'PUBLIC_LINK' }), 0),
    resourceThing(resource('r', { name: '/k/server.pfx', exposure: 'INTERNAL' }), 0),
  ],
  'bucket-public': [
    resourceThing(resource('r', { kind: 'BUCKET', exposure: 'PUBLIC' }), 0),
    resourceThing(resource('r', { kind: 'FILE', exposure: 'PUBLIC' }), 0),
  ],
  'oauth-look-alike': [grantThing(grant('g', { clientName: 'Micr0soft Teams' }), 0), grantThing(grant('g'), 0)],
  'oauth-publisher-look-alike': [
    grantThing(grant('g', { publisher: 'Goog1e LLC' }), 0),
    grantThing(grant('g', { publisher: 'Google LLC' }), 0),
  ],
  'control-critical-fails': [
    findingThing(finding('f', { severity: 'CRITICAL' }), null),
    findingThing(finding('f', { severity: 'LOW' }), null),
  ],
}

const policies = builtInPolicies('acme')
const judge = (activities: StoredActivity[], state: ShardState = new Map()): Judged =>
  new Engine().judge({ tenant: 'acme', activities, policies }, state)
const raised = ({ found }: Judged) =>
  found.map(({ policy, match, event }) => [policy.id, match.key, event.activity.id, match.cited.map(({ id }) => id)])

/** Where a story of so many events is cut. */
const cutsOf = (length: number) =>
  Array.from({ length: length + 1 }, (_, cut) => cut).filter(
    cut => cut > length - 20 || cut % Math.ceil(length / 20) === 0,
  )

describe('the policies that every tenant has', () => {
  it('have a story each', () => {
    const told = [...Object.keys(STORIES), ...Object.keys(THINGS)]
    expect(told.sort()).toEqual(BUILT_IN.map(({ slug }) => slug).sort())
  })

  it.each(Object.entries(THINGS))('%s matches what it is for, and not what is nearly that', (slug, [fires, quiet]) => {
    const policy = compilePolicy(policies.find(({ id }) => id === builtInId('acme', slug))!) as ThingPolicy
    const around = { connector: 'google-workspace', grantedBy: 1, accounts: 50 }
    expect([policy.matches(fires, around), policy.matches(quiet, around)]).toEqual([true, false])
  })

  describe.each(Object.entries(STORIES))('%s', (slug, { fires, quiet }) => {
    const id = builtInId('acme', slug)
    const own = (judged: Judged) => judged.found.filter(({ policy }) => policy.id === id)

    it('matches what it is for, and not what is nearly that', () => {
      expect(own(judge(fires))).not.toEqual([])
      for (const story of quiet) expect(own(judge(story))).toEqual([])
    })

    it('raises nothing on history', () => {
      expect(judge(fires.map(each => ({ ...each, lane: 'history' as const }))).found).toEqual([])
    })

    it('raises the same when a batch comes newest first', () => {
      expect(raised(judge(fires.toReversed()))).toEqual(raised(judge(fires)))
    })

    it('raises the same when the state was saved and read between any two events', () => {
      const whole = raised(judge(fires))
      // A long story is cut at some places only, but between all of its last twenty.
      for (const cut of cutsOf(fires.length)) {
        const state: ShardState = new Map()
        const before = raised(judge(fires.slice(0, cut), state))
        expect([...before, ...raised(judge(fires.slice(cut), readState(writeState(state))!))]).toEqual(whole)
      }
    })

    it('keeps to its tenant', () => {
      const engine = new Engine()
      const state: ShardState = new Map()
      const half = Math.floor(fires.length / 2)
      if (!half) return
      engine.judge({ tenant: 'globex', activities: fires.slice(0, half), policies }, state)
      const judged = engine.judge({ tenant: 'acme', activities: fires.slice(half), policies }, state)
      expect(raised(judged)).toEqual(raised(judge(fires.slice(half))))
    })
  })
})
