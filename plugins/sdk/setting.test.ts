import { settingIs, settingsAre, settingWithin } from './setting.ts'

const unknown = 'The vendor did not say.'
const words = { say: (value: unknown) => `It is ${String(value)}.`, unknown }
const status = (judge: ReturnType<typeof settingIs>, value: unknown, parameters = {}) =>
  judge({ org: { x: value } }, parameters).status

describe('settingIs', () => {
  it.each([
    [true, true, 'PASS'],
    [true, false, 'FAIL'],
    [true, 'true', 'CANNOT_TELL'],
    [true, null, 'CANNOT_TELL'],
    ['block', 'block', 'PASS'],
    ['block', 'audit', 'FAIL'],
    ['block', 1, 'CANNOT_TELL'],
    [['none', 'read'], 'read', 'PASS'],
    [['none', 'read'], 'admin', 'FAIL'],
    [['none', 'read'], ['read'], 'CANNOT_TELL'],
  ])('%j: %j is %s', (wanted, value, expected) =>
    expect(status(settingIs('org.x', wanted, words), value)).toBe(expected),
  )

  it('cannot tell of a word that it does not know', () => {
    const judge = settingIs('org.x', 'block', { ...words, others: ['audit', 'none'] })
    expect(['block', 'audit', 'banana'].map(value => status(judge, value))).toEqual(['PASS', 'FAIL', 'CANNOT_TELL'])
  })

  it('says what it saw', () => {
    const judge = settingIs('org.mfa.required', true, { say: on => (on ? 'It is required.' : 'It is not.'), unknown })
    expect(judge({ org: { mfa: { required: false } } }, {})).toEqual({
      status: 'FAIL',
      message: 'It is not.',
      values: { required: false },
    })
    expect(judge({ org: null }, {})).toEqual({ status: 'CANNOT_TELL', message: unknown })
  })
})

describe('settingWithin', () => {
  it.each([
    [{ least: 12 }, 12, 'PASS'],
    [{ least: 12 }, 11, 'FAIL'],
    [{ most: 15 }, 15, 'PASS'],
    [{ most: 15 }, 16, 'FAIL'],
    [{ least: 1, most: 15 }, 0, 'FAIL'],
    [{ most: 'minutes' }, 20, 'PASS'],
    [{ most: 'minutes' }, 21, 'FAIL'],
    [{ least: 12 }, '14', 'PASS'],
    [{ least: 12 }, '', 'CANNOT_TELL'],
    [{ least: 12 }, '14 days', 'CANNOT_TELL'],
    [{ least: 12 }, null, 'CANNOT_TELL'],
    [{ most: 15 }, undefined, 'CANNOT_TELL'],
    [{ most: 'nothing' }, 3, 'FAIL'],
  ])('%j: %j is %s', (bounds, value, expected) =>
    expect(status(settingWithin('org.x', bounds, words), value, { minutes: 20 })).toBe(expected),
  )

  it('says the bounds in force', () => {
    const say = (minutes: number, { most }: { most: number }) => `After ${minutes} minutes; at most ${most}.`
    expect(settingWithin('org.x', { most: 'minutes' }, { say, unknown })({ org: { x: 9 } }, { minutes: 20 })).toEqual({
      status: 'PASS',
      message: 'After 9 minutes; at most 20.',
      values: { x: 9 },
    })
  })
})

describe('settingsAre', () => {
  const judge = settingsAre(
    [
      { name: 'read only', path: 'org.token', is: 'read' },
      { name: 'cannot approve', path: 'org.approves', is: false },
    ],
    { say: (passing, all) => `${passing} of ${all} are so.`, unknown },
  )
  it.each([
    [{ token: 'read', approves: false }, 'PASS', '2 of 2 are so.'],
    [{ token: 'read', approves: true }, 'PARTIAL', '1 of 2 are so.'],
    [{ token: 'write', approves: true }, 'FAIL', '0 of 2 are so.'],
    [{ token: 'read' }, 'CANNOT_TELL', unknown],
    [{ token: 'write' }, 'FAIL', '0 of 2 are so.'],
    [{}, 'CANNOT_TELL', unknown],
  ])('of %j is %s', (org, status, message) => expect(judge({ org }, {})).toMatchObject({ status, message }))
})
