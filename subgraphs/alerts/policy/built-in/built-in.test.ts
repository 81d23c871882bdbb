import type { StoredActivity } from '@casbah/kit'
import { Engine, type Judged } from '../../detection/engine.ts'
import { factsOf } from '../../detection/facts.ts'
import { builtInPolicies } from '../../detection/offline.ts'
import { readState, writeState } from '../../detection/snapshot.ts'
import type { ShardState } from '../../detection/state.ts'
import { BUILT_IN, builtInId } from './index.ts'
import { STORIES } from './testing/stories.ts'
import { SYSTEM_STORIES } from './testing/system-stories.ts'
import { THING_STORIES } from './testing/thing-stories.ts'

const policies = builtInPolicies('acme')
/** Compiles the policies once for all stories. */
const shared = new Engine()
const raised = ({ found }: Judged) =>
  found.map(({ policy, match, event }) => [policy.id, match.key, event.activity.id, match.cited.map(({ id }) => id)])

/** Places in a story at which it is cut: all, or 40 spread evenly over a longer one, for each costs a whole run. */
function cutsOf({ length }: StoredActivity[]): number[] {
  const count = Math.min(length + 1, 40)
  return Array.from({ length: count }, (_, n) => Math.round((n * length) / Math.max(count - 1, 1)))
}

describe('the policies that every tenant has', () => {
  it('have a story each', () => {
    const told = [STORIES, THING_STORIES, SYSTEM_STORIES].flatMap(stories => Object.keys(stories))
    expect(told.toSorted()).toEqual(BUILT_IN.map(({ slug }) => slug).toSorted())
  })

  describe.each(Object.entries(STORIES))('%s', (slug, { learnt = [], accounts = [], fires, quiet }) => {
    const id = builtInId('acme', slug)
    const own = (judged: Judged) => judged.found.filter(({ policy }) => policy.id === id)
    const facts = factsOf(accounts)
    const story = [...learnt, ...fires]
    const judge = (activities: StoredActivity[], state: ShardState = new Map(), engine = shared): Judged => {
      const judged = engine.judge({ tenant: 'acme', activities, policies, facts }, state)
      expect([...judged.failures]).toEqual([])
      return judged
    }

    it('matches what it is for, and not what is nearly that', () => {
      expect(own(judge(story)).at(-1)?.event.activity.id).toBe(fires.at(-1)!.id)
      for (const near of quiet) expect(own(judge([...learnt, ...near]))).toEqual([])
    })

    it('raises nothing on history', () => {
      expect(judge(story.map(each => ({ ...each, lane: 'history' as const }))).found).toEqual([])
    })

    it('raises the same when a batch comes newest first', () => {
      expect(raised(judge(story.toReversed()))).toEqual(raised(judge(story)))
    })

    it('raises the same when the state was saved and read between any two events', () => {
      const whole = raised(judge(story))
      for (const cut of cutsOf(story)) {
        const state: ShardState = new Map()
        const before = raised(judge(story.slice(0, cut), state))
        const after = raised(judge(story.slice(cut), readState(writeState(state))!, new Engine()))
        expect([...before, ...after]).toEqual(whole)
      }
    })

    it('keeps to its tenant', () => {
      const rest = fires.slice(Math.floor(fires.length / 2))
      for (const part of [story, fires, rest, [...learnt, ...rest], story.slice(Math.floor(story.length / 2))]) {
        const alone = raised(judge(part))
        for (const others of [story, story.slice(0, -1), story.filter(each => !part.includes(each))]) {
          const state: ShardState = new Map()
          shared.judge({ tenant: 'globex', activities: others, policies, facts }, state)
          expect(raised(judge(part, state))).toEqual(alone)
        }
      }
    })
  })
})
