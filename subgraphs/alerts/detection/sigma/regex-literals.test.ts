import { RE2JS } from 're2js'
import { literalsOf } from './regex-literals.ts'
import { random } from './testing/random.ts'

it.each([
  ['abc', ['abc']],
  ['ab+c', ['a']],
  ['^/reports/password-health/', ['/reports/password-health/']],
  [String.raw`user\.session\.(start|stop)`, ['user.session.']],
  ['foo|ba[rz]', ['foo', 'ba']],
  ['(foo|bar)x*', ['foo', 'bar']],
  ['(?:abcd){2,3}e', ['abcd']],
  ['x{0}yy', ['yy']],
  ['[[:alpha:]]+zz', ['zz']],
  ['(?P<name>Abc)', ['abc']],
  ['Übergabe', ['bergabe']],
])('%s has one of %j', (expression, expected) => {
  expect(literalsOf(expression, false)).toEqual(expected)
})

it.each([
  'a*',
  'a|',
  '.',
  '(?i)abc',
  String.raw`\Qabc\E`,
  String.raw`\x41`,
  String.raw`\pL`,
  '[a-z]',
  'a?b?',
  'a)',
  '[a',
])('%s has none that is certain', expression => {
  expect(literalsOf(expression, false)).toBeNull()
})

it.each([1, 2, 3])('what an expression finds always has one, seed %i', seed => {
  const next = random(seed)
  const any = <T>(list: readonly T[]): T => list[next(list.length)]!
  const atoms = [
    'a',
    'B',
    's',
    'k',
    '7',
    '.',
    String.raw`\.`,
    String.raw`\d`,
    String.raw`\b`,
    '[ab]',
    '[^a]',
    '[]a]',
    '^',
    '$',
    'ß',
    '-',
  ]
  const repeats = ['', '', '', '', '?', '*', '+', '{2}', '{0,1}', '{1,}', '+?', '*?']
  const expression = (depth: number): string =>
    Array.from({ length: 1 + next(4) }, () => {
      const inner = depth < 3 && next(4) === 0 ? `${any(['(', '(?:', '(?P<n>'])}${expression(depth + 1)})` : any(atoms)
      return (/^[\^$]$|\\b/.test(inner) ? inner : inner + any(repeats)) + (next(9) === 0 ? '|' : '')
    }).join('')
  const letters = [...'aAbBsSkK7.-ß', 'ſ', '\u212a', '\n']
  let found = 0
  let certain = 0
  for (let round = 0; round < 1_500; round++) {
    const written = expression(0)
    const ignoreCase = next(2) === 0
    let compiled
    try {
      compiled = RE2JS.compile(written, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
    } catch {
      // A name twice.
      continue
    }
    const literals = literalsOf(written, ignoreCase)
    if (!literals) continue
    certain++
    for (let count = 0; count < 12; count++) {
      const text = Array.from({ length: next(12) }, () => any(letters)).join('')
      if (!compiled.matcher(text).find()) continue
      found++
      if (!literals.some(literal => text.toLowerCase().includes(literal)))
        throw new Error(
          `/${written}/${ignoreCase ? 'i' : ''} finds ${JSON.stringify(text)}, which has none of ${literals.join(', ')}`,
        )
    }
  }
  expect([certain > 200, found > 200]).toEqual([true, true])
})
