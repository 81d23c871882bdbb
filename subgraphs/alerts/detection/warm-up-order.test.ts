import type { StoredActivity } from '@casbah/kit'
import { BUILT_IN, builtInId } from '../policy/built-in/index.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { activity, burst, guessing, minute, place, START } from '../testing/activity.ts'
import { Engine } from './engine.ts'
import type { ShardState } from './state.ts'

// History comes in whatever order vendors give it: streams side by side, the newest window first. Learning at its place in the log is
// the same as a warm-up in the order of time only because what is learnt does not depend on the order. This is what holds it to that.

const DAY = 86_400_000
const policies = BUILT_IN.map(
  ({ slug, ...policy }) =>
    ({
      ...policy,
      tenant: 'acme',
      id: builtInId('acme', slug),
      enabled: true,
      builtIn: true,
      version: 1,
      definitionVersion: 1,
      failures: 0,
    }) as PolicyRow,
)

/** Forty days of three people at work, with places, devices and nights of their own. */
function past(): StoredActivity[] {
  const people = ['ann', 'bob', 'eve']
  return Array.from({ length: 40 }, (_, day) => day).flatMap(day =>
    people.flatMap((who, place_) => {
      const one = (n: number, parts: Partial<StoredActivity>) =>
        activity(`${who}-${day}-${n}`, {
          lane: 'history',
          time: START - (39 - day) * DAY + (n - 6) * 3_600_000 + place_ * 600_000,
          userId: `user-${who}`,
          accountId: `account-${who}`,
          ip: place(['DE', 'FR', 'US'][place_]!, `203.0.113.${place_ + 1}`),
          ...parts,
        })
      return [
        one(0, {}),
        one(1, { action: 'file.download' }),
        one(2, { outcome: day % 9 ? 'SUCCESS' : 'FAILURE' }),
        one(3, { app: 'app-github', connector: 'github', action: 'repository.clone', userAgent: `agent-${day % 2}` }),
        one(4, { isAdmin: true, action: 'user.create', ip: place('JP', '198.51.100.7') }),
      ]
    }),
  )
}

const live = [
  activity('near', { time: minute(1), userId: 'user-bob', accountId: 'account-bob', ip: place('BR', '192.0.2.3') }),
  ...guessing('g', minute(5)),
  activity('night', {
    time: minute(900),
    userId: 'user-eve',
    accountId: 'account-eve',
    isAdmin: true,
    action: 'user.delete',
  }),
  ...burst('d', 70, { time: minute(1_000), action: 'file.download' }),
  activity('far', { time: minute(1_100), ip: place('AU', '192.0.2.77') }),
]

/** What live activities come to after a history that came in these entries. */
function after(entries: StoredActivity[][]) {
  const state: ShardState = new Map()
  const engine = new Engine()
  for (const activities of entries) engine.judge({ tenant: 'acme', activities, policies }, state)
  const { found, suppressed } = engine.judge({ tenant: 'acme', activities: live, policies }, state)
  return [...found, ...suppressed].map(({ policy, match, event }) => ({
    policy: policy.name,
    event: event.activity.id,
    severity: match.severity,
    suppressedBy: match.suppressedBy ?? null,
    explanation: match.explanation,
  }))
}

const chunks = (items: StoredActivity[], size: number) =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size))

describe('history', () => {
  const inOrder = after(chunks(past(), 50))

  it('has something to tell apart', () => {
    expect(inOrder.length).toBeGreaterThan(0)
    expect(after([])).not.toEqual(inOrder)
  })

  it.each([
    ['the newest window first', chunks(past(), 50).reverse()],
    [
      'the newest event first, one by one',
      past()
        .reverse()
        .map(each => [each]),
    ],
    [
      'one stream after the other',
      [past().filter(({ app }) => app === 'app-github'), past().filter(({ app }) => app === 'app-okta')],
    ],
    ['in one entry', [past()]],
  ])('teaches the same whether it comes in the order of time or %s', (_, entries) => {
    expect(after(entries)).toEqual(inOrder)
  })
})
