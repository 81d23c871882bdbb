import { ANY, DASH, keepWithinSteps, ONE, push, textTest, tokensOf, type Token } from './text.ts'
import { random } from './testing/random.ts'

it.each([
  [String.raw`a*b?c`, ['a', ANY, 'b', ONE, 'c']],
  [String.raw`a\*b\?c\\d`, [String.raw`a*b?c\d`]],
  [String.raw`a\\*`, ['a\\', ANY]],
  [String.raw`a\\\*`, [String.raw`a\*`]],
  [String.raw`C:\Windows\x`, [String.raw`C:\Windows\x`]],
  ['a***b', ['a', ANY, 'b']],
  ['', []],
])('reads %s', (text, tokens) => {
  expect(tokensOf(text)).toEqual(tokens)
})

it.each([1, 2, 3])('finds what a plain expression finds, seed %i', seed => {
  const next = random(seed)
  const any = <T>(list: readonly T[]): T => list[next(list.length)]!
  let found = 0
  for (let round = 0; round < 3_000; round++) {
    const kinds = next(2) ? ['a', 'b', ANY] : ['a', 'B', '.', ANY, ONE, DASH, '😀']
    const tokens: Token[] = []
    for (let count = next(7); count > 0; count--) push(tokens, any(kinds) as Token)
    const cased = next(2) === 0
    const source = tokens.map(token =>
      token === ANY ? '.*' : token === ONE ? '.' : token === DASH ? '[-/–—―]' : token.replaceAll('.', '[.]'),
    )
    const expected = new RegExp(`^${source.join('')}$`, cased ? 'su' : 'sui')
    const test = textTest(tokens, cased)
    for (let count = 0; count < 6; count++) {
      const text = Array.from({ length: next(7) }, () => any(['a', 'A', 'b', 'B', '.', '-', '—', '😀', '\n'])).join('')
      const holds = test(text)
      if (holds) found++
      if (holds !== expected.test(text))
        throw new Error(`${JSON.stringify(tokens)} and ${JSON.stringify(text)}, cased: ${cased}`)
    }
  }
  expect(found).toBeGreaterThan(300)
})

it('does not begin what may take too long', () => {
  expect(() => keepWithinSteps(1_000, 'a'.repeat(20_001))).toThrow(/too long for a pattern of 1000 steps/)
  expect(() => textTest(tokensOf(`*${'a?'.repeat(300)}b*`), false)('a'.repeat(1_000_000))).toThrow(/too long/)
})
