import { z } from 'zod'
import type { SubjectDraft } from './check.ts'
import { judgeCount, judgeRowCount } from './judge-count.ts'
import { judgeListed } from './judge-listed.ts'
import { judgeParsed } from './judge-parsed.ts'
import { judgeSubjects } from './judge-subjects.ts'
import { judgeRows, judgeTally } from './row-tally.ts'

const subject = (passed: boolean): SubjectDraft => ({ name: 'one', passed })
const tally = (part: object) => ({ rows: 3, evaluated: 3, failing: 0, unclear: 0, subjects: [], ...part })
const say = (passing: number, all: number) => `${passing} of ${all} are bound.`

describe('judgeSubjects', () => {
  it.each([
    [[true, true], 'PASS', '2 of 2 are bound.'],
    [[true, false], 'PARTIAL', '1 of 2 are bound.'],
    [[false, false], 'FAIL', '0 of 2 are bound.'],
    [[], 'NOT_APPLICABLE', 'There are none.'],
  ])('of %j says %s', (passed, status, message) => {
    const subjects = passed.map(subject)
    expect(judgeSubjects(subjects, { say, none: 'There are none.' })).toMatchObject({ status, message })
  })

  it.each([
    [[true, null], 'CANNOT_TELL', '1 of 2 do not say.'],
    [[null, null], 'CANNOT_TELL', '2 of 2 do not say.'],
    [[true, false, null], 'PARTIAL', '1 of 3 are bound.'],
    [[false, null], 'FAIL', '0 of 2 are bound.'],
  ])('of %j, where null is not told, says %s', (passed, status, message) => {
    const subjects = passed.map(one => ({ name: 'one', passed: one }))
    const unknown = (some: number, all: number) => `${some} of ${all} do not say.`
    expect(judgeSubjects(subjects, { say, none: '', unknown })).toMatchObject({ status, message })
  })

  it('names all subjects, and says otherwise of none where that means more', () => {
    expect(judgeSubjects([subject(true)], { say, none: '' }).subjects).toEqual([subject(true)])
    const none = { status: 'CANNOT_TELL' as const, message: 'There always is one.' }
    expect(judgeSubjects([], { say, none })).toEqual(none)
  })
})

describe('judgeListed', () => {
  const shapes = { ages: z.array(z.number().nullable()) }
  const list = ({ ages }: { ages: (number | null)[] }, { most }: { most: number }) =>
    ages.map(age => ({ name: 'one', passed: age === null ? null : age <= most }))
  const young = (passing: number, all: number, { most }: { most: number }) => `${passing} of ${all} under ${most}.`
  const words = { say: young, unknown: 'No age is told.' }
  it.each([
    ['what is read', [3, 9], words, 'PARTIAL', '1 of 2 under 5.'],
    ['what has another shape', 'none', words, 'CANNOT_TELL', 'Nobody knows.'],
    ['nothing', [], words, 'CANNOT_TELL', 'Nobody knows.'],
    ['nothing, where that is well', [], { ...words, none: 'There are none.' }, 'NOT_APPLICABLE', 'There are none.'],
    ['what is not told', [3, null], words, 'CANNOT_TELL', 'No age is told.'],
    ['what is not told, in the words of all', [3, null], { say: young }, 'CANNOT_TELL', 'Of 1 of 2 it is not told.'],
  ])('judges %s', (_, ages, words, status, message) => {
    expect(judgeListed(shapes, 'Nobody knows.', list, words)({ ages }, { most: 5 })).toMatchObject({ status, message })
  })
})

it('judgeListed takes the judgement of what leaves nothing to list', () => {
  const judgement = { status: 'NOT_APPLICABLE' as const, message: 'The door is off.' }
  const judge = judgeListed(
    { isOn: z.boolean() },
    'Nobody knows.',
    ({ isOn }) => (isOn ? [subject(true)] : judgement),
    { say },
  )
  expect(judge({ isOn: false }, {})).toEqual(judgement)
  expect(judge({ isOn: true }, {})).toMatchObject({ status: 'PASS', message: '1 of 1 are bound.' })
})

describe('judgeTally', () => {
  it.each([
    [undefined, 'CANNOT_TELL'],
    [[], 'CANNOT_TELL'],
    [tally({}), 'PASS'],
    [tally({ failing: 1 }), 'PARTIAL'],
    [tally({ failing: 3 }), 'FAIL'],
    [tally({ unclear: 1 }), 'CANNOT_TELL'],
    [tally({ unclear: 1, failing: 1 }), 'PARTIAL'],
    [tally({ evaluated: 0 }), 'PASS'],
  ])('of %j is %s', (value, status) =>
    expect(judgeTally(value, { say, none: { status: 'PASS', message: 'None.' } }).status).toBe(status),
  )
})

it('judgeRows judges by the tally of its read, with the parameters at hand', () => {
  const judge = judgeRows('keys', {
    say: (passing, all, { days }: { days: number }) => `${passing} of ${all} are younger than ${days} days.`,
    none: 'There are no keys.',
  })
  const message = '2 of 3 are younger than 90 days.'
  expect(judge({ keys: tally({ failing: 1 }), doors: tally({}) }, { days: 90 })).toMatchObject({
    status: 'PARTIAL',
    message,
  })
  expect(judge({ keys: tally({ evaluated: 0 }) }, { days: 90 })).toMatchObject({ status: 'NOT_APPLICABLE' })
  expect(judge({}, { days: 90 }).status).toBe('CANNOT_TELL')
})

describe('judgeCount', () => {
  const words = { say: (count: number) => `There are ${count}.`, unknown: 'Nobody knows.' }
  const owner = subject(false)
  it.each([
    [undefined, { most: 3 }, 'CANNOT_TELL'],
    [[], { most: 3 }, 'PASS'],
    [[], { fewest: 1 }, 'CANNOT_TELL'],
    [[owner], { fewest: 2, most: 3 }, 'FAIL'],
    [[owner, owner], { fewest: 2, most: 3 }, 'PASS'],
    [[owner, owner], { most: 1 }, 'FAIL'],
    [tally({ evaluated: 4, failing: 4 }), { most: 3 }, 'FAIL'],
    [tally({ evaluated: 1, failing: 1, unclear: 1 }), { most: 3 }, 'CANNOT_TELL'],
  ])('of %j within %j is %s', (counted, bounds, status) =>
    expect(judgeCount(counted, { ...bounds, ...words }).status).toBe(status),
  )

  it('passes those who are counted when their number does', () => {
    expect(judgeCount([owner], { most: 1, ...words })).toMatchObject({
      message: 'There are 1.',
      subjects: [{ name: 'one', passed: true }],
      values: { count: 1 },
    })
  })
})

describe('judgeRowCount', () => {
  const unknown = 'Nobody knows.'
  const say = (count: number, { most }: { most: number }) => `There are ${count}, at most ${most} are asked for.`
  const counted = (evaluated: number, unclear = 0) => ({ owners: tally({ evaluated, failing: evaluated, unclear }) })
  it.each([
    ['as many as may be', counted(3), { most: 3 }, 'PASS', 'There are 3, at most 3 are asked for.'],
    ['too many', counted(4), { most: 3 }, 'FAIL', 'There are 4, at most 3 are asked for.'],
    ['too few', counted(1), { fewest: 2, most: 3 }, 'FAIL', 'There are 1, at most 3 are asked for.'],
    ['none, where there always is one', counted(0), { most: 3 }, 'CANNOT_TELL', unknown],
    ['some that are unclear', counted(2, 1), { most: 3 }, 'CANNOT_TELL', unknown],
    ['another list', { doors: tally({}) }, { most: 3 }, 'CANNOT_TELL', unknown],
    ['rows that were not judged', { owners: [subject(false)] }, { most: 3 }, 'CANNOT_TELL', unknown],
  ])('judges %s', (_, read, parameters, status, message) => {
    const judge = judgeRowCount<{ fewest?: number; most: number }>('owners', { fewest: 1, say, unknown })
    expect(judge(read, parameters)).toMatchObject({ status, message })
  })

  it('lets there be none where nothing else is asked for', () =>
    expect(judgeRowCount('owners', { say, unknown })(counted(0), { most: 3 }).status).toBe('PASS'))
})

describe('judgeParsed', () => {
  const shapes = { users: z.array(z.looseObject({ id: z.string() })).min(1), flag: z.boolean() }
  const judge = judgeParsed(shapes, 'The users could not be read.', ({ users, flag }, { most }: { most: number }) => ({
    status: flag && users.length <= most ? 'PASS' : 'FAIL',
    message: users.map(({ id }) => id).join(' '),
  }))
  it.each([
    [{ users: [{ id: 'a' }], flag: true }, 'PASS', 'a'],
    [{ users: [{ id: 'a' }], flag: false }, 'FAIL', 'a'],
    [{ users: [], flag: true }, 'CANNOT_TELL', 'The users could not be read.'],
    [{ users: [{ id: 1 }], flag: true }, 'CANNOT_TELL', 'The users could not be read.'],
    [{ flag: true }, 'CANNOT_TELL', 'The users could not be read.'],
  ])('of %j is %s', (read, status, message) => expect(judge(read, { most: 1 })).toEqual({ status, message }))
})
