const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * The long form of an id. Logs write 15 signs, in which case matters, and often the long form beside it; lists write 18, of which the last three tell
 * which of the others are capitals.
 */
export function longId(id: string): string {
  if (!/^[A-Za-z0-9]{15}$/.test(id)) return id
  const sums = [0, 5, 10].map(from =>
    id
      .slice(from, from + 5)
      .split('')
      .reduce((sum, sign, bit) => sum + (/[A-Z]/.test(sign) ? 2 ** bit : 0), 0),
  )
  return id + sums.map(sum => SIGNS[sum]).join('')
}
