import { judgeRule } from './judge-rule.ts'
import { readRule } from './rule.ts'

/** What a rule over the read `r` finds in an answer. */
function judge(rule: Record<string, unknown>, body: unknown, truncated = false) {
  const read = readRule({ read: 'r', ...rule }, ['r'])
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return judgeRule(read.rule, { body, truncated })
}
const is = (op: string, value: unknown) => ({ path: 'a', op, value })

describe('a condition', () => {
  it.each<[unknown, string, unknown, string]>([
    [5, 'eq', 5, 'PASS'],
    [5, 'eq', 6, 'FAIL'],
    ['5', 'eq', 5, 'CANNOT_TELL'],
    ['5', 'ne', 5, 'CANNOT_TELL'],
    ['x', 'ne', 'y', 'PASS'],
    [null, 'eq', 'x', 'CANNOT_TELL'],
    [null, 'ne', 'x', 'CANNOT_TELL'],
    [false, 'ne', true, 'PASS'],
    [{ b: 1 }, 'ne', 'x', 'CANNOT_TELL'],
    ['x', 'in', ['x', 'y'], 'PASS'],
    ['z', 'in', ['x', 'y'], 'FAIL'],
    [1, 'in', ['x', 'y'], 'CANNOT_TELL'],
    ['z', 'notIn', ['x', 'y'], 'PASS'],
    [4, 'lt', 5, 'PASS'],
    [5, 'lt', 5, 'FAIL'],
    [5, 'lte', 5, 'PASS'],
    [5, 'gt', 5, 'FAIL'],
    [5, 'gte', 5, 'PASS'],
    ['4', 'lt', 5, 'CANNOT_TELL'],
    ['x', 'exists', true, 'PASS'],
    [null, 'exists', true, 'FAIL'],
    [null, 'exists', false, 'PASS'],
    ['abc', 'contains', 'b', 'PASS'],
    ['abc', 'contains', 'x', 'FAIL'],
    [['b', 'c'], 'contains', 'b', 'PASS'],
    [['b', 'c'], 'contains', 'x', 'FAIL'],
    [['b', null], 'contains', 'x', 'CANNOT_TELL'],
    [7, 'contains', 'x', 'CANNOT_TELL'],
    ['abc', 'startsWith', 'ab', 'PASS'],
    ['abc', 'endsWith', 'ab', 'FAIL'],
    ['abc', 'matches', '^a.c$', 'PASS'],
    ['abd', 'matches', '^a.c$', 'FAIL'],
    ['[secret]', 'ne', 'x', 'CANNOT_TELL'],
    ['a [secret] b', 'matches', 'x', 'CANNOT_TELL'],
  ])('finds that %j %s %j: %s', (found, op, value, status) => {
    expect(judge({ expect: is(op, value) }, { a: found }).status).toBe(status)
  })

  it.each([
    ['eq', 'x'],
    ['ne', 'x'],
    ['in', ['x']],
    ['notIn', ['x']],
    ['lt', 1],
    ['lte', 1],
    ['gt', 1],
    ['gte', 1],
    ['contains', 'x'],
    ['startsWith', 'x'],
    ['endsWith', 'x'],
    ['matches', 'x'],
  ])('%s of what is not there tells nothing, nor does its opposite', (op, value) => {
    for (const condition of [is(op, value), { not: is(op, value) }])
      expect(judge({ expect: condition }, { b: 1 })).toMatchObject({
        status: 'CANNOT_TELL',
        message: '"r" does not tell: a is not there.',
      })
  })

  const [yes, no, unknown] = [is('eq', 1), is('eq', 2), { path: 'x', op: 'eq', value: 1 }]
  it.each([
    [{ all: [yes, yes] }, 'PASS'],
    [{ all: [yes, unknown] }, 'CANNOT_TELL'],
    [{ all: [unknown, no] }, 'FAIL'],
    [{ any: [no, yes] }, 'PASS'],
    [{ any: [unknown, yes] }, 'PASS'],
    [{ any: [no, unknown] }, 'CANNOT_TELL'],
    [{ any: [no, no] }, 'FAIL'],
    [{ not: no }, 'PASS'],
    [{ not: { all: [yes, { any: [no, { not: yes }] }] } }, 'PASS'],
  ])('%j is %s', (condition, status) => {
    expect(judge({ expect: condition }, { a: 1 }).status).toBe(status)
  })

  it.each([
    ['a.b[1].c', 7],
    ['$.a.b[1].c', 7],
    ['a["x.y"]', 8],
    ['a.b.length', 2],
    ['$["a"].b[0]', 1],
  ])('finds %s', (path, value) => {
    const body = { a: { b: [1, { c: 7 }], 'x.y': 8 } }
    expect(judge({ expect: { path, op: 'eq', value } }, body).status).toBe('PASS')
  })

  it.each(['constructor.name', 'a.toString', '__proto__', 'a[5]', 'a.length'])('finds nothing at %s', path => {
    expect(judge({ expect: { path, op: 'exists', value: true } }, { a: { b: 1 } }).status).toBe('FAIL')
  })
})

describe('a rule', () => {
  const rows = (...a: unknown[]) => a.map((each, n) => ({ a: each, name: `n${n}` }))
  const each = { each: '$', subject: 'name', expect: is('eq', 1) }

  it.each<[string, unknown, Record<string, unknown>, boolean, string, string]>([
    ['all pass', rows(1, 1), {}, false, 'PASS', '2 of 2 rows of "r" are as the rule expects.'],
    ['some fail', rows(1, 2), {}, false, 'PARTIAL', '1 of 2 rows'],
    ['all fail', rows(2, 2), {}, false, 'FAIL', '0 of 2 rows'],
    [
      'one is not known',
      rows(1, null),
      {},
      false,
      'CANNOT_TELL',
      '1 cannot be judged, the first being n1: a is not there.',
    ],
    ['one is not known, one fails', rows(2, null, 1), {}, false, 'FAIL', '1 of 2 rows'],
    ['there is more', rows(1, 1), {}, true, 'CANNOT_TELL', 'only the first 2 were kept'],
    ['there is more, and one fails', rows(1, 2), {}, true, 'FAIL', 'only the first 2 were kept'],
    ['there is none', [], {}, false, 'CANNOT_TELL', 'may be all that the credentials may see'],
    ['there may be none', [], { emptyPasses: true }, false, 'PASS', '0 of 0'],
    ['there may be none, and more', [], { emptyPasses: true }, true, 'CANNOT_TELL', 'only the first 0'],
    ['none is meant', rows(2), { where: is('eq', 3) }, false, 'CANNOT_TELL', 'No row of "r" fits'],
    ['those meant pass', rows(1, 2), { where: is('eq', 1) }, false, 'PASS', '1 of 1'],
    [
      'one may be meant',
      rows(1, 'x'),
      { where: is('lt', 2) },
      false,
      'CANNOT_TELL',
      'a is the text "x", which cannot be compared so',
    ],
    ['it is no list', { a: 1 }, {}, false, 'CANNOT_TELL', 'no list'],
    ['it is cut', '[{"a":', {}, true, 'CANNOT_TELL', 'too long'],
  ])('row by row, where %s', (_, body, more, truncated, status, message) => {
    const verdict = judge({ ...each, ...more }, body, truncated)
    expect([verdict.status, verdict.message]).toEqual([status, expect.stringContaining(message)])
  })

  it('names rows, those that fail first, by their place without a name', () => {
    const body = { list: [{ a: 1, name: 'x' }, { a: 2 }, { a: 3, name: 7 }] }
    const verdict = judge({ ...each, each: 'list' }, body)
    expect(verdict.subjects.map(({ name, passed, detail }) => [name, passed, detail])).toEqual([
      ['#2', false, 'a: 2'],
      ['7', false, 'a: 3'],
      ['x', true, 'a: 1'],
    ])
    expect(verdict.values).toEqual({ rows: 3, judged: 3, failing: 2, unknown: 0 })
  })

  it('keeps 10,000 subjects, those that fail first', () => {
    const body = [...Array<number>(11_000).fill(1), 2]
    const { subjects, message } = judge({ each: '$', expect: { path: '$', op: 'eq', value: 1 } }, body)
    expect([subjects.length, subjects[0]]).toEqual([10_000, expect.objectContaining({ name: '#11001', passed: false })])
    expect(message).toContain('11000 of 11001')
  })

  it.each<[unknown, boolean, string, string]>([
    [{ a: 1 }, false, 'PASS', '"r" is as the rule expects: a is 1.'],
    [{ a: 2 }, false, 'FAIL', '"r" is not as the rule expects: a is 2.'],
    ['{"a":1', true, 'CANNOT_TELL', 'Only the beginning'],
    [[], false, 'CANNOT_TELL', 'Nothing was listed'],
  ])('of the whole: %j (cut: %j) is %s', (body, truncated, status, message) => {
    const verdict = judge({ expect: is('eq', 1) }, body, truncated)
    expect([verdict.status, verdict.message]).toEqual([status, expect.stringContaining(message)])
  })

  it('that takes too long tells nothing', () => {
    const body = Array<string>(40).fill(`${'a'.repeat(1_500)}b`)
    const verdict = judge({ each: '$', expect: { path: '$', op: 'matches', value: '(a?){60}a{60}c' } }, body)
    expect([verdict.status, verdict.message]).toEqual(['CANNOT_TELL', expect.stringContaining('too long')])
  })
})

describe('a rule that cannot be used', () => {
  const expect_ = is('eq', 1)
  let deep: unknown = expect_
  for (let n = 0; n < 8; n++) deep = { not: deep }
  it.each<[unknown, string, string]>([
    ['text', '', 'A rule is an object'],
    [{ read: 'x', expect: expect_ }, 'read', "Name one of the connector's reads: r, s."],
    [{ read: 'r' }, 'expect', 'This is no condition'],
    [{ read: 'r', expect: expect_, wher: 1 }, 'wher', 'A rule has no wher'],
    [{ read: 'r', expect: expect_, emptyPasses: 'yes' }, 'emptyPasses', 'true or false'],
    [{ read: 'r', expect: expect_, each: 'a..b' }, 'each', 'Give a path'],
    [{ read: 'r', expect: expect_, each: 5 }, 'each', 'Give a path'],
    [{ read: 'r', expect: expect_, where: expect_ }, 'where', 'is about rows'],
    [{ read: 'r', expect: { path: 'a', op: 'like', value: 1 } }, 'expect.op', 'There are eq, ne'],
    [{ read: 'r', expect: { path: 'a', op: 'constructor', value: 1 } }, 'expect.op', 'no such operator'],
    [{ read: 'r', expect: { path: '.a', op: 'eq', value: 1 } }, 'expect.path', 'Give a path'],
    [{ read: 'r', expect: { path: 'a', op: 'eq', value: null } }, 'expect.value', 'asked by `exists`'],
    [{ read: 'r', expect: { path: 'a', op: 'eq', value: 'x'.repeat(501) } }, 'expect.value', '500'],
    [{ read: 'r', expect: { path: 'a', op: 'in', value: [] } }, 'expect.value', 'list of 1 to 100'],
    [{ read: 'r', expect: { path: 'a', op: 'lt', value: '5' } }, 'expect.value', 'Give a number'],
    [{ read: 'r', expect: { path: 'a', op: 'exists', value: 1 } }, 'expect.value', 'true'],
    [{ read: 'r', expect: { path: 'a', op: 'matches', value: '(?=a)' } }, 'expect.value', 'look-around'],
    [{ read: 'r', expect: { path: 'a', op: 'matches', value: 'x'.repeat(201) } }, 'expect.value', '200'],
    [{ read: 'r', expect: { path: 'a', op: 'matches', value: '(a{30}){30}(b{30}){30}' } }, 'expect.value', 'too long'],
    [{ read: 'r', expect: { path: 'a', op: 'eq', value: 1, or: 2 } }, 'expect.or', 'A condition has no or'],
    [{ read: 'r', expect: { any: [] } }, 'expect.any', 'at least one'],
    [{ read: 'r', expect: { all: Array(101).fill(expect_) } }, 'expect.all', '100 conditions'],
    [
      { read: 'r', expect: { all: [{ any: Array(60).fill(expect_) }, { any: Array(60).fill(expect_) }] } },
      'expect.all.1.any.40',
      '100 conditions',
    ],
    [{ read: 'r', expect: deep }, 'expect.not.not.not.not.not.not.not.not', '8 levels'],
  ])('%# says where and what to do', (rule, path, message) => {
    const read = readRule(rule, ['r', 's'])
    if (!('problems' in read)) throw new Error('was taken')
    expect(read.problems[0]).toEqual({
      path: path ? path.split('.') : [],
      message: expect.stringContaining(message),
    })
  })

  it('says all that is wrong, up to twenty', () => {
    const wrong = (rule: unknown) => {
      const read = readRule(rule, ['r'])
      return 'problems' in read ? read.problems.map(({ path }) => path.join('.')) : []
    }
    const bad = { path: 'a', op: 'like', value: 1 }
    expect(wrong({ read: 'x', expect: { all: [bad, expect_, bad] } })).toEqual([
      'read',
      'expect.all.0.op',
      'expect.all.2.op',
    ])
    expect(wrong({ read: 'r', expect: { all: Array(90).fill(bad) } })).toHaveLength(20)
  })
})
