import { BrokenRow } from './broken-row.ts'
import { parseBody } from './body.ts'
import { listIn, rowReader } from './row-format.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const plain = (row: unknown) => (row instanceof BrokenRow ? `! ${row.reason}: ${row.text}` : row)

const CASES: [name: string, format: 'csv' | 'ndjson', text: string, rows: unknown[]][] = [
  [
    'lines with LF',
    'csv',
    'a,b\n1,2\n3,4\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  [
    'lines with CRLF',
    'csv',
    'a,b\r\n1,2\r\n"3","4"\r\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['no end of the last line', 'csv', 'a,b\n1,2', [{ a: '1', b: '2' }]],
  ['a byte order mark', 'csv', '\ufeffa,b\n1,2\n', [{ a: '1', b: '2' }]],
  ['commas, breaks and quotes in quotes', 'csv', 'a,b\n"x,y","l1\r\nl2 ""q"""\n', [{ a: 'x,y', b: 'l1\r\nl2 "q"' }]],
  ['empty fields', 'csv', 'a,b\n,""\n', [{ a: '', b: '' }]],
  ['empty lines', 'csv', '\na,b\n\n1,2\n\r\n', [{ a: '1', b: '2' }]],
  ['a header alone', 'csv', 'a,b\n', []],
  ['nothing', 'csv', '', []],
  ['a quote inside a field', 'csv', 'a,b\n5" disk,x\n', [{ a: '5" disk', b: 'x' }]],
  [
    'a column named as no other',
    'csv',
    '__proto__,b\n1,2\n',
    [
      Object.fromEntries([
        ['__proto__', '1'],
        ['b', '2'],
      ]),
    ],
  ],
  [
    'rows with too few and too many fields',
    'csv',
    'a,b\n1\n1,2\n1,2,3\r\n',
    [
      '! it has 1 fields where the header has 2: 1',
      { a: '1', b: '2' },
      '! it has 3 fields where the header has 2: 1,2,3',
    ],
  ],
  [
    'a quote that is never closed',
    'csv',
    'a,b\n1,"2\n3,4\n',
    ['! a quote in it is never closed: 1,"2\n', { a: '3', b: '4' }],
  ],
  ['lines of JSON', 'ndjson', '\ufeff{"a":1}\r\n\n{"a":"\u00fc\\n"}', [{ a: 1 }, { a: '\u00fc\n' }]],
  ['a line that is none', 'ndjson', '{"a":1}\n{"a"\n{"a":2}\n', [{ a: 1 }, '! the line is no JSON: {"a"', { a: 2 }]],
]

describe.each(CASES)('%s', (_, format, text, rows) => {
  it('are rows of a page', () => {
    expect(listIn(bytes(text), { rows: '', format }).rows.map(plain)).toEqual(rows)
  })

  it('are the same rows wherever the pieces are cut', () => {
    for (const size of [1, 2, 3, 7]) {
      const reader = rowReader(format)
      const decoder = new TextDecoder()
      const got: unknown[] = []
      const whole = bytes(text)
      for (let at = 0; at < whole.length; at += size)
        got.push(...reader.push(decoder.decode(whole.subarray(at, at + size), { stream: true })))
      expect([...got, ...reader.end()].map(plain)).toEqual(rows)
    }
  })
})

describe('rows', () => {
  it('do not wait for ever for the end of a quote', () => {
    const reader = rowReader('csv')
    reader.push('a,b\n1,"open\n')
    const pieces = Array.from({ length: 30 }, () => reader.push('3,four\n'.repeat(10_000)))
    const got = [...pieces.flat(), ...reader.end()]
    expect(got.filter(row => row instanceof BrokenRow)).toHaveLength(1)
    expect(got).toHaveLength(300_001)
  })

  it('do not wait for ever for the end of a line', () => {
    const reader = rowReader('ndjson')
    const got = Array.from({ length: 6 }, () => reader.push('x'.repeat(1 << 20))).flat()
    expect(got.map(row => (row as BrokenRow).text.length)).toEqual([100_000])
  })

  it('of JSON come without a byte order mark', () => expect(parseBody(bytes('\ufeff[1]'))).toEqual([1]))
})
