import { countDays, DAY_WORDS, markDay, shiftDays } from './day-bits.ts'

/** Marks days in an order; the newest day that was seen is kept as the learners keep it. */
function marked(days: readonly number[]): number {
  const words = new Uint32Array(DAY_WORDS)
  let last = -1
  for (const day of days) {
    if (day > last) {
      shiftDays(words, 0, last < 0 ? 64 : day - last)
      last = day
    } else markDay(words, 0, last - day)
  }
  return countDays(words, 0)
}

it.each([
  ['one day', [100], 1],
  ['the same day again', [100, 100, 100], 1],
  ['days in a row', [1, 2, 3, 4, 5], 5],
  ['days with gaps', [1, 31, 33, 64], 4],
  ['what is too long ago', [1, 70, 71], 2],
  ['sixty-four days', Array.from({ length: 64 }, (_, n) => n), 64],
])('counts %s, in any order', (_, days, count) => {
  expect(marked(days)).toBe(count)
  expect(marked(days.toReversed())).toBe(count)
  expect(marked([...days.slice(2), ...days.slice(0, 2)])).toBe(count)
})
