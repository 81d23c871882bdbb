import type { StoredActivity } from '@casbah/kit'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { activity, burst, minute } from '../testing/activity.ts'
import { Engine } from './engine.ts'
import { readState, writeState } from './snapshot.ts'
import type { ShardState } from './state.ts'

const policy = (id: string) =>
  ({
    tenant: 'acme',
    id,
    name: 'Every sign-in',
    kind: 'ACTIVITY',
    severity: 'LOW',
    enabled: true,
    version: 1,
    definitionVersion: 1,
    definition: { filter: { action: { in: ['user.login'] } } },
    mitre: [],
    foldSeconds: 3600,
  }) as unknown as PolicyRow
const policies = [policy('p')]
const engine = () => new Engine({ matchesPerDay: 3 })
const DAY = 24 * 60

function judge(activities: StoredActivity[], state: ShardState = new Map(), tenant = 'acme') {
  const { found, suppressed } = engine().judge({ tenant, activities, policies }, state)
  return [...found.map(({ match }) => match.title('Okta')), ...suppressed.map(({ match }) => match.suppressedBy)]
}

const raised = 'Every sign-in: Ann Lee did user.login in Okta'
const notice = 'Every sign-in is throttled until 2027-03-03T00:00:00.000Z'

describe('a policy that matches too often', () => {
  it('raises so many alerts a day, then one notice; the rest goes to the ledger', () => {
    expect(judge(burst('a', 6, {}))).toEqual([raised, raised, raised, notice, 'throttled', 'throttled', 'throttled'])
  })

  it('tells why in the explanation', () => {
    const { suppressed, found } = engine().judge({ tenant: 'acme', activities: burst('a', 4, {}), policies }, new Map())
    expect(suppressed[0]!.match.explanation.suppressions).toMatchObject([
      { name: 'throttled', applied: true, reason: expect.stringContaining('3 times') },
    ])
    expect(found.at(-1)!.match).toMatchObject({
      severity: 'INFORMATIONAL',
      mitre: [],
      explanation: { summary: expect.stringContaining('narrow its') },
    })
  })

  it('begins anew the next day, by when activities were read', () => {
    const late = burst('late', 2, { time: minute(1) }).map(each => ({ ...each, observedAt: minute(DAY) }))
    expect(judge([...burst('a', 4, {}), ...late]).filter(each => each === raised)).toHaveLength(5)
  })

  it('counts each policy and each tenant on its own', () => {
    const state: ShardState = new Map()
    judge(burst('a', 5, {}), state)
    expect(judge([activity('b')], state, 'other')).toEqual([raised])
    const both = engine().judge(
      { tenant: 'acme', activities: [activity('c')], policies: [policy('p'), policy('q')] },
      state,
    )
    expect(both.found.map(each => each.policy.id)).toEqual(['q'])
  })

  it('goes on from a snapshot as if nothing had been', () => {
    const story = burst('a', 8, {})
    const whole = judge(story).toSorted()
    for (let cut = 0; cut <= story.length; cut++) {
      const state: ShardState = new Map()
      const before = judge(story.slice(0, cut), state)
      const after = judge(story.slice(cut), readState(writeState(state))!)
      expect([...before, ...after].toSorted()).toEqual(whole)
    }
  })
})
