/** Seconds that each of several works took, in turn, `rounds` times after one to warm up; the order turns from round to round. */
export async function interleaved<K extends string>(
  rounds: number,
  works: Record<K, () => void | Promise<void>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(works) as K[]
  const seconds = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<K, number[]>
  for (let round = 0; round <= rounds; round++) {
    for (let at = 0; at < names.length; at++) {
      const name = names[(at + round) % names.length]!
      const begun = performance.now()
      await works[name]()
      if (round) seconds[name].push((performance.now() - begun) / 1000)
    }
  }
  return seconds
}
