import type { PolicyRow } from '../../policy/policy.entity.ts'
import { activity } from '../../testing/activity.ts'
import { compilePolicy } from '../compile.ts'
import { Engine } from '../engine.ts'
import { JudgedEvent } from '../event.ts'
import { Memory } from '../memory.ts'
import { Learnt } from '../state.ts'
import { NO_FACTS } from '../facts.ts'
import { policyDetector } from './policy-detector.ts'
import { SigmaSet } from './set.ts'

const LOGIN = `
title: Signed in
id: 11111111-1111-4111-8111-111111111111
author: Ada Lovelace, Bob
tags: [attack.initial-access, attack.t1078.004]
level: low
logsource: {product: okta, service: okta}
detection:
  s: {eventType: user.session.start}
  condition: s
`
const NOT_EVE = `
title: Not Eve
logsource: {product: okta, service: okta}
filter:
  rules: [11111111-1111-4111-8111-111111111111]
  eve: {actor.alternateId: eve@acme.example}
  condition: not eve
`

const policy = (id: string, sigma: string, parts: Partial<PolicyRow> = {}) =>
  ({
    id,
    tenant: 'acme',
    name: id,
    kind: 'SIGMA',
    severity: 'HIGH',
    enabled: true,
    definition: { sigma },
    definitionVersion: 1,
    version: 1,
    ...parts,
  }) as PolicyRow

const signIn = (id: string, alternateId: string) =>
  activity(id, { raw: JSON.stringify({ eventType: 'user.session.start', actor: { alternateId } }) })
const people = [signIn('a', 'ann@acme.example'), signIn('b', 'eve@acme.example')]

describe('Sigma policies of a tenant', () => {
  it('raise with the author, the technique and every condition', () => {
    const { found } = new Engine().judge(
      { tenant: 'acme', activities: [people[0]!], policies: [policy('p', LOGIN)] },
      new Map(),
    )
    expect(found).toMatchObject([
      {
        match: {
          severity: 'HIGH',
          mitre: [{ id: 'T1078.004', name: 'Cloud Accounts' }],
          explanation: {
            matched: true,
            summary: 'The event matches the Sigma rule “Signed in” by Ada Lovelace, Bob.',
            conditions: [
              {
                field: 'eventType',
                operator: 'in',
                expected: 'user.session.start',
                actual: 'user.session.start',
                matched: true,
              },
            ],
          },
        },
      },
    ])
  })

  it('are judged anew when another one changes', () => {
    const engine = new Engine()
    const judge = (...policies: PolicyRow[]) =>
      engine
        .judge({ tenant: 'acme', activities: people, policies }, new Map())
        .found.map(({ event }) => event.activity.id)
    const filter = policy('f', NOT_EVE)
    expect(judge(policy('p', LOGIN))).toEqual(['a', 'b'])
    expect(judge(policy('p', LOGIN), filter)).toEqual(['a'])
    expect(judge(policy('p', LOGIN), { ...filter, enabled: false, version: 2 })).toEqual(['a', 'b'])
    expect(
      judge(policy('p', LOGIN), { ...filter, version: 3, definition: { sigma: NOT_EVE.replaceAll('eve', 'ann') } }),
    ).toEqual(['b'])
  })

  it('of another tenant change nothing', () => {
    const engine = new Engine()
    const judge = (tenant: string, ...policies: PolicyRow[]) =>
      engine.judge({ tenant, activities: people, policies }, new Map()).found.length
    expect([judge('acme', policy('p', LOGIN), policy('f', NOT_EVE)), judge('other', policy('p', LOGIN))]).toEqual([
      1, 2,
    ])
  })

  it('that refer to nothing fail alone, and are counted', () => {
    const { found, failures } = new Engine().judge(
      {
        tenant: 'acme',
        activities: people,
        policies: [policy('f', NOT_EVE.replace('11111111', '22222222')), policy('p', LOGIN)],
      },
      new Map(),
    )
    expect([found.length, failures]).toEqual([2, new Map([['f', 2]])])
  })

  it('fail on a text that an expression would take too long for, and go on', () => {
    const slow = policy(
      'p',
      LOGIN.replace('{eventType: user.session.start}', "{actor.alternateId|re: '[ab]{900}[^ab]'}"),
    )
    const { found, failures } = new Engine().judge(
      {
        tenant: 'acme',
        activities: [signIn('a', 'ab'.repeat(20_000)), ...people],
        policies: [slow, policy('q', LOGIN)],
      },
      new Map(),
    )
    expect([found.length, failures]).toEqual([3, new Map([['p', 1]])])
  })

  it('take values for placeholders with their definition', () => {
    const sigma = LOGIN.replace('{eventType: user.session.start}', "{actor.alternateId|expand: '%admins%'}")
    const admins = policy('p', '', { definition: { sigma, placeholders: { admins: ['eve@*', 'root'] } } })
    const { found } = new Engine().judge({ tenant: 'acme', activities: people, policies: [admins] }, new Map())
    expect(found.map(({ event }) => event.activity.id)).toEqual(['b'])
  })

  it.each([
    [
      'an event of it',
      people[0]!,
      'does not match the Sigma rule “Signed in” by Ada',
      LOGIN.replace('session.start', 'session.end'),
    ],
    ['an event of another app', { ...people[0]!, connector: 'slack' }, 'The rule is for events of okta.', LOGIN],
    ['a policy that only filters', people[0]!, 'only filters', NOT_EVE.replace(/rules: .*/, 'rules: any')],
  ])('explain why not: %s', (_, event, reason, sigma) => {
    const detector = compilePolicy({ name: 'p', kind: 'SIGMA', severity: 'LOW', definition: { sigma } })
    const judging = { memory: new Memory(), learnt: new Learnt(), facts: NO_FACTS, latenessMs: 0 }
    const { matched, summary } = detector.explain(new JudgedEvent(event), judging)
    expect([matched, summary]).toEqual([false, expect.stringContaining(reason)])
  })

  it.each([
    [
      'a line and a reason',
      { sigma: LOGIN.replace('condition: s', 'condition: t') },
      'Line 10: The condition "t" cannot be used: there is no selection t.',
    ],
    ['what the definition lacks', { rule: LOGIN }, /definition\.sigma/],
    ['what it has too much', { sigma: LOGIN, colour: 'red' }, /colour/],
  ])('are refused with %s', (_, definition, reason) => {
    expect(() => compilePolicy({ name: 'p', kind: 'SIGMA', severity: 'LOW', definition })).toThrow(reason)
  })
})

describe('a policy of several parts', () => {
  const count = (name: string) =>
    `title: ${name}\ncorrelation: {type: event_count, rules: [in], timespan: 5m, condition: {gte: 1}, generate: true}\n`
  const sigma = [LOGIN.replace('author', 'name: in\nauthor'), count('one'), count('two')].join('---\n')
  const parts = new SigmaSet([policy('p', sigma)]).partsOf('p')

  it('tells what each of its parts finds, and keeps apart what they remember', () => {
    const judging = { memory: new Memory(), learnt: new Learnt(), facts: NO_FACTS, latenessMs: 0 }
    const event = new JudgedEvent(people[0]!)
    const all = policyDetector('LOW', parts)
    const counting = policyDetector('LOW', { ...parts, rules: [] })
    expect([all.gates.length, counting.gates.length]).toEqual([3, 2])
    const match = all.judge(event, [0, 1, 2], judging)!
    expect([match, ...match.also!].map(({ explanation }) => explanation.summary)).toEqual([
      expect.stringContaining('events'),
      expect.stringContaining('events'),
      expect.stringContaining('Signed in'),
    ])
    expect(judging.memory.save().map(([key]) => key.slice(0, 2))).toEqual(['0:', '1:'])
    expect(all.explain(event, judging).summary).toMatch('which meets at least 1')
  })
})
