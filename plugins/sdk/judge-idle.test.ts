import { judgeIdle, type Seen } from './judge-idle.ts'

const words = { days: 90, who: 'active users', unknown: 'Nobody knows.' }
const seen = (...times: (string | null)[]): Seen[] => times.map((lastSeen, index) => ({ name: `u${index}`, lastSeen }))

it.each([
  [
    seen('2026-03-02T09:00:00Z', '2026-01-01T09:00:00Z'),
    'PASS',
    '0 of 2 active users have not signed in for more than 90 days.',
  ],
  [
    seen('2026-03-02T09:00:00Z', '2025-11-01T09:00:00Z'),
    'PARTIAL',
    '1 of 2 active users have not signed in for more than 90 days.',
  ],
  [seen('2026-03-02T09:00:00Z', null), 'PARTIAL', '1 of 2 active users have not signed in for more than 90 days.'],
  [
    seen('2026-03-02T09:00:00', '2026-03-02T09:00:00+02:00', '2026-03-02'),
    'PASS',
    '0 of 3 active users have not signed in for more than 90 days.',
  ],
  [seen(null, null), 'CANNOT_TELL', 'Nobody knows.'],
  [seen('2026-03-02T09:00:00Z', 'yesterday'), 'CANNOT_TELL', 'Nobody knows.'],
  [[], 'CANNOT_TELL', 'Nobody knows.'],
])('of %j is %s', (people, status, message) => expect(judgeIdle(people, words)).toMatchObject({ status, message }))

it('measures from the newest of all, and says how long ago of each', () => {
  const [today, long] = seen('2026-03-02T09:00:00Z', '2025-11-02T09:00:00Z')
  expect(judgeIdle([long!], words, [today!, long!])).toMatchObject({
    status: 'FAIL',
    subjects: [{ name: 'u1', passed: false, detail: 'last signed in 120 days before the newest sign-in' }],
  })
  expect(judgeIdle([], words, [today!])).toEqual({ status: 'NOT_APPLICABLE', message: 'There are no active users.' })
})

it('takes a time without a zone for UTC', () => {
  const people = seen('2026-03-02T00:30:00', '2026-03-01T23:30:00Z')
  expect(judgeIdle(people, words).subjects?.map(({ detail }) => detail)).toEqual([
    'last signed in 0 days before the newest sign-in',
    'last signed in 0 days before the newest sign-in',
  ])
})
