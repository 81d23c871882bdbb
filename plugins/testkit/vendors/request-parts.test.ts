import { basicOf, bearerOf, jsonIn } from './request-parts.ts'
import { IssuedTokens } from './issued-tokens.ts'
import { fakeClock, requestTo } from './testing.ts'

it.each([
  ['Bearer abc', 'abc'],
  ['token abc', 'abc'],
  ['OAuth abc', 'abc'],
  ['Basic abc', null],
  ['', null],
])('%s carries %s', (authorization, token) => expect(bearerOf({ authorization })).toBe(token))

it.each([
  [`Basic ${Buffer.from('ada:se:cret').toString('base64')}`, { user: 'ada', password: 'se:cret' }],
  [`Basic ${Buffer.from('ada').toString('base64')}`, null],
  ['Bearer abc', null],
])('%s is %j', (authorization, pair) => expect(basicOf({ authorization })).toEqual(pair))

it.each([
  ['{"a":1}', { a: 1 }],
  ['', {}],
  ['[1]', null],
  ['{', null],
  ['null', null],
])('the body %s is %j', (body, value) => expect(jsonIn(body)).toEqual(value))

describe('issued tokens', () => {
  const carrying = (token: string) =>
    requestTo('https://acme.example/', { headers: { authorization: `Bearer ${token}` } })

  it('allow what they were given for, until they end', () => {
    const clock = fakeClock()
    const tokens = new IssuedTokens<string[]>({ hard: 100, idle: 40 }, clock.now)
    const token = tokens.issue(['read'], 'x_')
    expect(token).toMatch(/^x_.{43}$/)
    expect(tokens.issue(['read'], 'x_')).not.toBe(token)
    for (const at of [0, 30, 60, 90]) {
      expect([at, tokens.admits(carrying(token))]).toEqual([at, ['read']])
      clock.advance(30)
    }
    expect(tokens.admits(carrying(token))).toBeNull()
    expect([tokens.knows(token), tokens.knows('y')]).toEqual([true, false])
  })

  it('end when nobody uses them, or all at once', () => {
    const clock = fakeClock()
    const tokens = new IssuedTokens({ idle: 40 }, clock.now)
    const [idle, used] = [tokens.issue(true), tokens.issue(true)]
    clock.advance(40)
    expect(tokens.grantOf(used)).toBe(true)
    clock.advance(1)
    expect([tokens.grantOf(idle), tokens.grantOf(used)]).toEqual([null, true])
    tokens.endAll()
    expect(tokens.grantOf(used)).toBeNull()
  })
})
