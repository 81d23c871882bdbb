import { activity } from '../../testing/activity.ts'
import { JudgedEvent } from '../event.ts'
import { GateIndex, readyGate } from '../gates/gate-index.ts'
import { NO_FACTS } from '../facts.ts'
import { Memory } from '../memory.ts'
import { Learnt } from '../state.ts'
import { correlationDetector } from './correlation-detector.ts'
import { gateOf, readerOf } from './gate.ts'
import { SigmaSet, type SigmaPolicy } from './set.ts'

const RULE = (name: string, value = name) =>
  `title: Rule ${name}\nname: ${name}\nid: id-of-${name}\nlogsource: {product: okta, service: okta}\ndetection:\n  s: {eventType: ${value}}\n  condition: s\n`
const COUNT = (name: string, rules: string, more = '') =>
  `title: Count ${name}\nname: ${name}\ncorrelation:\n  type: event_count\n  rules: [${rules}]\n  group-by: [actor.id]\n  timespan: 5m\n  condition: {gte: 3}\n${more}`
const FILTER = (rules: string, condition = 'not s', logsource = '{product: okta, service: okta}') =>
  `title: Not Eve\nlogsource: ${logsource}\nfilter:\n  rules: ${rules}\n  s: {actor.alternateId|startswith: eve}\n  condition: ${condition}\n`

const policy = (id: string, sigma: string, parts: Partial<SigmaPolicy> = {}): SigmaPolicy => ({
  id,
  severity: 'HIGH',
  enabled: true,
  definition: { sigma },
  ...parts,
})
const disabled = { enabled: false }

function set(...policies: SigmaPolicy[]) {
  const made = new SigmaSet(policies)
  const parts = (id: string) => {
    const { rules, correlations, silent } = made.partsOf(id)
    return {
      rules: rules.map(({ title }) => title),
      correlations: correlations.map(({ correlation: { rules }, bases }) => ({
        rules,
        bases: bases.map(({ name }) => name),
      })),
      silent: silent.map(({ title }) => title),
    }
  }
  /** Whether a rule of a policy passes an event of someone. */
  const passes = (id: string, actor: string, eventType: string) => {
    const { rules, correlations } = made.partsOf(id)
    const gates = [...rules, ...correlations.flatMap(({ bases }) => bases.map(({ rule }) => rule))].map(gateOf)
    const raw = JSON.stringify({ eventType, actor: { alternateId: actor } })
    return (
      new GateIndex(gates.map(readyGate)).passed(new JudgedEvent(activity('a', { raw })), () => undefined).length > 0
    )
  }
  return { made, parts, passes }
}

describe('references', () => {
  it.each([
    ['by name', 'login'],
    ['by id', 'id-of-login'],
  ])('find a rule of another policy %s', (_, reference) => {
    const { parts } = set(policy('a', RULE('login')), policy('b', COUNT('many', reference)))
    expect(parts('b').correlations).toEqual([{ rules: ['login'], bases: ['login'] }])
  })

  it('find a rule of the own policy before one of another', () => {
    const { passes } = set(
      policy('a', RULE('x', 'there')),
      policy('b', `${RULE('x', 'here')}---\n${COUNT('many', 'x')}`),
    )
    expect([passes('b', 'ann', 'here'), passes('b', 'ann', 'there')]).toEqual([true, false])
  })

  it('use rules of a disabled policy: it raises nothing itself, but can be counted', () => {
    expect(
      set(policy('a', RULE('login'), disabled), policy('b', COUNT('many', 'login'))).parts('b').correlations,
    ).toHaveLength(1)
  })

  it.each([
    [
      'a rule that is in no policy',
      [policy('a', RULE('login')), policy('b', COUNT('many', 'logout'))],
      /The rule logout that the correlation “Count many” refers to is in no policy/,
    ],
    [
      'a rule of a policy that cannot be read',
      [policy('a', RULE('login').replace('condition: s', 'condition: t')), policy('b', COUNT('many', 'login'))],
      /The rule login .* in no policy that can be read/,
    ],
    [
      'a name that two policies have',
      [policy('a', RULE('x')), policy('c', RULE('x')), policy('b', COUNT('many', 'x'))],
      /The rule x .* is there 2 times/,
    ],
    [
      'a rule by id and by name',
      [policy('a', RULE('x')), policy('b', COUNT('many', 'x, id-of-x'))],
      /names the rule x?.* twice/,
    ],
    [
      'a correlation of itself',
      [policy('b', COUNT('many', 'many'))],
      /lead back to themselves: Count many → Count many/,
    ],
    [
      'correlations in a circle',
      [policy('a', COUNT('one', 'many')), policy('b', COUNT('many', 'one'))],
      /Count many → Count one → Count many/,
    ],
    [
      'a filter for a rule that is in no policy',
      [policy('b', FILTER('[login]'))],
      /The rule login that the filter “Not Eve” refers to/,
    ],
    [
      'a filter for a correlation',
      [policy('a', `${RULE('x')}---\n${COUNT('many', 'x')}`), policy('b', FILTER('[many]'))],
      /Filters are for plain rules/,
    ],
    [
      'a filter for another log',
      [policy('a', RULE('x')), policy('b', FILTER('[x]', 'not s', '{product: github, service: audit}'))],
      /another log source than the rule x, which is for okta\/okta/,
    ],
    [
      'an alias for a rule that it is not about',
      [
        policy('a', RULE('x')),
        policy('c', RULE('y')),
        policy('b', COUNT('many', 'x', '  aliases:\n    who: {y: actor.id}\n')),
      ],
      /The alias who .* names y, which is none of its rules/,
    ],
    ['a definition of another shape', [policy('b', '', { definition: { rule: 'x' } })], /no \{sigma: "YAML"\}/],
  ])('refuse %s, and that policy alone', (_, policies, reason) => {
    const { parts } = set(...policies, policy('good', RULE('other')))
    expect(() => parts('b')).toThrow(reason)
    expect(parts('good').rules).toEqual(['Rule other'])
  })
})

it('correlations of correlations of many are bounded', () => {
  const names = (level: number) => Array.from({ length: 10 }, (_, at) => `c${level}_${at}`)
  const documents = [RULE('x'), ...names(5).map(name => COUNT(name, 'x'))]
  for (let level = 4; level >= 0; level--)
    documents.push(...names(level).map(name => COUNT(name, names(level + 1).join(', '))))
  expect(() => set(policy('a', documents.join('---\n'))).parts('a')).toThrow(
    /rests on more than 200 rules, or on some too often/,
  )
})

describe('what raises', () => {
  it.each([
    ['a rule alone', [policy('a', RULE('x'))], ['Rule x']],
    ['not a rule that a correlation speaks for', [policy('a', RULE('x')), policy('b', COUNT('many', 'x'))], []],
    [
      'a rule besides its correlation, with generate',
      [policy('a', RULE('x')), policy('b', COUNT('many', 'x', '  generate: true\n'))],
      ['Rule x'],
    ],
    [
      'generate beside the correlation',
      [policy('a', RULE('x')), policy('b', COUNT('many', 'x', 'generate: true\n'))],
      ['Rule x'],
    ],
    [
      'a rule whose correlation is disabled',
      [policy('a', RULE('x')), policy('b', COUNT('many', 'x'), disabled)],
      ['Rule x'],
    ],
    ['a rule whose correlation is refused', [policy('a', RULE('x')), policy('b', COUNT('many', 'x, y'))], ['Rule x']],
    [
      'not a rule within two correlations',
      [policy('a', RULE('x')), policy('c', COUNT('inner', 'x'), disabled), policy('b', COUNT('outer', 'inner'))],
      [],
    ],
  ])('%s', (_, policies, rules) => {
    expect(set(...policies).parts('a').rules).toEqual(rules)
  })

  it('a correlation of correlations rests on plain rules, and the inner one is silent', () => {
    const { parts, made } = set(
      policy('a', `${RULE('x')}---\n${RULE('y')}---\n${COUNT('inner', 'x')}---\n${COUNT('outer', 'inner, y')}`),
    )
    expect(parts('a')).toEqual({
      rules: [],
      correlations: [{ rules: ['inner', 'y'], bases: ['x', 'y'] }],
      silent: ['Rule x', 'Rule y', 'Count inner'],
    })
    expect(
      [...made.partsOf('a').correlations[0]!.correlation.inner!].map(([name, { rules }]) => [name, rules]),
    ).toEqual([['inner', ['x']]])
  })
})

describe('filters', () => {
  it.each([
    ['not selection, as tools have it', FILTER('[x]', 'not s')],
    ['selection, as the standard has it', FILTER('[x]', 's')],
    ['any rule of the log', FILTER('any')],
    ['a rule by its id', FILTER('[id-of-x]')],
    ['a whole product', FILTER('any', 's', '{product: okta}')],
  ])('leave out what they describe: %s', (_, filter) => {
    const { passes } = set(policy('a', RULE('x')), policy('b', filter))
    expect([passes('a', 'ann', 'x'), passes('a', 'eve@x', 'x'), passes('a', 'ann', 'y')]).toEqual([true, false, false])
  })

  it('apply within correlations', () => {
    const { passes } = set(policy('a', RULE('x')), policy('b', FILTER('[x]')), policy('c', COUNT('many', 'x')))
    expect([passes('c', 'ann', 'x'), passes('c', 'eve', 'x')]).toEqual([true, false])
  })

  it.each([
    ['disabled', policy('b', FILTER('[x]'), disabled)],
    ['refused', policy('b', FILTER('[x, z]'))],
    ['of another log', policy('b', FILTER('any', 's', '{product: github}'))],
  ])('do nothing when %s', (_, filter) => {
    expect(set(policy('a', RULE('x')), filter).passes('a', 'eve', 'x')).toBe(true)
  })

  it('raise nothing themselves', () => {
    expect(set(policy('a', RULE('x')), policy('b', FILTER('[x]'))).parts('b')).toEqual({
      rules: [],
      correlations: [],
      silent: [],
    })
  })
})

describe('what a policy follows from', () => {
  const of = (...policies: SigmaPolicy[]) => new SigmaSet(policies).dependenciesOf('a')
  const rule = policy('a', RULE('x'))
  const count = policy('a', COUNT('many', 'x'))
  it.each([
    ['another filter', [rule], [rule, policy('b', FILTER('[x]'))]],
    [
      'a filter that changes',
      [rule, policy('b', FILTER('[x]'))],
      [rule, policy('b', FILTER('[x]').replace('eve', 'bob'))],
    ],
    ['a correlation that speaks for it', [rule], [rule, policy('b', COUNT('many', 'x'))]],
    ['a rule that it counts', [count, policy('b', RULE('x'))], [count, policy('b', RULE('x', 'y'))]],
    [
      'a filter of a rule that it counts',
      [count, policy('b', RULE('x'))],
      [count, policy('b', RULE('x')), policy('c', FILTER('any'))],
    ],
    ['a rule that is no longer there', [count, policy('b', RULE('x'))], [count]],
  ])('changes with %s', (_, before, after) => {
    expect(of(...before)).not.toEqual(of(...after))
  })

  it('is the same whatever else there is', () => {
    expect(of(rule, policy('z', RULE('z')))).toEqual(of(rule))
  })
})

describe('correlations', () => {
  it.each([
    [
      'event_count',
      'condition: {gte: 10}',
      { type: 'event_count', condition: { gte: 10 }, fields: [], percentile: null, atLeast: null },
    ],
    ['event_count', 'condition: {gt: 100, lte: 200, neq: 150}', { condition: { gt: 100, lte: 200, neq: 150 } }],
    ['value_count', 'condition: {field: User, lt: 3}', { type: 'value_count', fields: ['User'], condition: { lt: 3 } }],
    ['value_count', 'condition: {field: [User, Host], eq: 3}', { fields: ['User', 'Host'], condition: { eq: 3 } }],
    [
      'value_sum',
      'condition: {field: bytes, gt: 1.5}',
      { type: 'value_sum', fields: ['bytes'], condition: { gt: 1.5 } },
    ],
    ['value_avg', 'condition: {field: bytes, gte: 500}', { type: 'value_avg', fields: ['bytes'] }],
    ['value_percentile', 'condition: {field: bytes, lte: 1}', { type: 'value_percentile', percentile: 50 }],
    ['value_percentile', 'condition: {field: bytes, lte: 1, percentile: 95}', { percentile: 95 }],
    ['temporal', 'timespan: 90s', { type: 'temporal', condition: { gte: 2 }, atLeast: null, timespanMs: 90_000 }],
    ['temporal', 'condition: {gte: 1}', { atLeast: 1 }],
    ['temporal', 'condition: {gt: 1}', { atLeast: null }],
    ['temporal', 'condition: {eq: 2}', { atLeast: null }],
    ['temporal_ordered', 'timespan: 2d', { type: 'temporal_ordered', atLeast: null, timespanMs: 2 * 86_400_000 }],
    ['temporal', 'group-by: [who, actor.id]', { groupBy: ['who', 'actor.id'] }],
    [
      'temporal',
      'aliases:\n    who: {x: actor.id, id-of-y: target.id}',
      {
        aliases: new Map([
          [
            'who',
            new Map([
              ['x', 'actor.id'],
              ['y', 'target.id'],
            ]),
          ],
        ]),
      },
    ],
  ])('%s with %s', (type, body, expected) => {
    const timespan = body.startsWith('timespan') ? '' : '  timespan: 5m\n'
    const text = `title: C\nlevel: high\ncorrelation:\n  type: ${type}\n  rules: [x, y]\n${timespan}  ${body}\n`
    const { made } = set(policy('a', `${RULE('x')}---\n${RULE('y')}---\n${text}`))
    expect(made.partsOf('a').correlations[0]!.correlation).toMatchObject(expected)
  })

  it('are judged by their rules, whose fields they read, and say whose they are', () => {
    const tagged = COUNT('many', 'x', 'author: Grace\ntags: [attack.t1110]\n')
    const { made } = set(policy('a', `author: Ada\n${RULE('x')}---\n${tagged}`))
    const resolved = made.partsOf('a').correlations[0]!
    const raw = JSON.stringify({ actor: { id: 'ann' }, client: { id: 7 }, target: [{ id: 'a' }, { id: 'b' }] })
    const event = new JudgedEvent(activity('a', { raw }))
    const read = readerOf(resolved.bases[0]!.rule)
    const fields = ['client.user.id', 'CLIENT.ID', 'target.id', 'none']
    expect(fields.map(field => read(event, field))).toEqual([7, 7, ['a', 'b'], undefined])
    const detector = correlationDetector('LOW', resolved)
    const judging = { memory: new Memory(), learnt: new Learnt(), facts: NO_FACTS, latenessMs: 0 }
    const told = expect.stringContaining('Sigma correlation “Count many” by Grace; Ada.')
    expect(detector.explain(event, judging)).toMatchObject({ summary: told })
    const found = [0, 1, 2, 3, 4].map(n => detector.judge(new JudgedEvent(activity(`a${n}`, { raw })), [0], judging))
    expect(found.find(match => match)).toMatchObject({ mitre: [{ id: 'T1110' }], explanation: { summary: told } })
    expect(detector.gates).toHaveLength(1)
  })
})
