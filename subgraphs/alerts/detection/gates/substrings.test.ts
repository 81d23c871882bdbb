import { Substrings } from './substrings.ts'

const found = (texts: string[], text: string) => {
  const seen = new Set<string>()
  new Substrings(texts.map(each => [each, each] as const)).scan(text, values =>
    values.forEach(value => seen.add(value)),
  )
  return [...seen].sort()
}

describe('substrings', () => {
  it.each<[string[], string, string[]]>([
    [['he', 'she', 'his', 'hers'], 'ushers', ['he', 'hers', 'she']],
    [['aaa', 'aa', 'a'], 'aaaa', ['a', 'aa', 'aaa']],
    [['abc'], 'ababc', ['abc']],
    [['é', '日本'], 'café 日本語', ['é', '日本']],
    [['x'], '', []],
    [['same', 'same'], 'the same', ['same']],
  ])('%j in %j', (texts, text, expected) => {
    expect(found(texts, text)).toEqual(expected)
  })

  it('finds what a look for each by itself finds', () => {
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const word = (length: number) => Array.from({ length }, () => 'abc'[random(3)]).join('')
    for (let round = 0; round < 200; round++) {
      const texts = [...new Set(Array.from({ length: 12 }, () => word(1 + random(5))))]
      const text = word(random(40))
      expect(found(texts, text)).toEqual(texts.filter(each => text.includes(each)).sort())
    }
  })
})
