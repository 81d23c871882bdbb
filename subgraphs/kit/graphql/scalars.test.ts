import { parseValue } from 'graphql'
import { DateTimeScalar, JsonScalar, SafeIntScalar } from './scalars.ts'

describe('scalars', () => {
  it.each([
    ['2027-03-01T09:30:00.000Z', '2027-03-01T09:30:00.000Z'],
    ['2027-03-01T09:30:00Z', '2027-03-01T09:30:00.000Z'],
    ['2027-03-01T10:30:00.5+01:00', '2027-03-01T09:30:00.500Z'],
  ])('DateTime takes %s', (text, instant) => {
    expect(DateTimeScalar.parseValue(text).toISOString()).toBe(instant)
    expect(DateTimeScalar.parseLiteral(parseValue(JSON.stringify(text))).toISOString()).toBe(instant)
    expect(DateTimeScalar.serialize(new Date(instant))).toBe(instant)
  })

  it.each(['2027-03-01', '09:30', 'yesterday', '2027-13-01T00:00:00Z', '2027-03-01T09:30:00', '', 5, null])(
    'DateTime refuses %s and says how to write it',
    value => expect(() => DateTimeScalar.parseValue(value)).toThrow(/RFC 3339/),
  )

  it('SafeInt holds whole numbers up to 2^53 - 1 and nothing else', () => {
    expect(SafeIntScalar.serialize('4294967296')).toBe(4_294_967_296)
    expect(SafeIntScalar.parseLiteral(parseValue('9007199254740991'))).toBe(Number.MAX_SAFE_INTEGER)
    for (const value of [2 ** 53, 1.5, '7', null]) expect(() => SafeIntScalar.parseValue(value)).toThrow(/2\^53/)
  })

  it('JSON takes any literal', () => {
    expect(JsonScalar.parseLiteral(parseValue('{a: [1, 2.5, "x", true, null, E], b: {}}'))).toEqual({
      a: [1, 2.5, 'x', true, null, 'E'],
      b: {},
    })
  })
})
