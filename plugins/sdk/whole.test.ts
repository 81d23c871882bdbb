import { betweenOf, daysOf, mostOf, whole } from './whole.ts'

const days = whole({ least: 1, most: 365, usual: 90 }, 'Days without a sign-in.')

it.each([
  [undefined, 90],
  [1, 1],
  [365, 365],
])('takes %j for %j', (given, taken) => expect(days.parse(given)).toBe(taken))

it.each([[0], [366], [1.5], ['90'], [null]])('refuses %j', given => expect(days.safeParse(given).success).toBe(false))

it('says what it is for', () => expect(days.description).toBe('Days without a sign-in.'))

it('daysOf is days from one to ten years', () => {
  const parameters = daysOf(90, 'Days without a sign-in.')
  expect(parameters.parse({})).toEqual({ days: 90 })
  expect([0, 1, 3_650, 3_651].map(days => parameters.safeParse({ days }).success)).toEqual([false, true, true, false])
})

it('mostOf is most from one to a thousand', () => {
  const parameters = mostOf(5, 'Most administrators.')
  expect(parameters.parse({})).toEqual({ most: 5 })
  expect([0, 1, 1_000, 1_001].map(most => parameters.safeParse({ most }).success)).toEqual([false, true, true, false])
})

it('betweenOf is fewest and most of what it names', () => {
  const parameters = betweenOf({ fewest: 2, most: 4 }, 'owners')
  expect(parameters.parse({})).toEqual({ fewest: 2, most: 4 })
  expect(Object.values(parameters.shape).map(({ description }) => description)).toEqual([
    'Fewest owners that there should be.',
    'Most owners that there should be.',
  ])
})
