import { isIP } from 'node:net'
import { Cleaner, isWordLike } from './cleaner.ts'
import { Pseudonyms } from './pseudonyms.ts'
import { blankSecrets, isSecretKey } from './secret-shapes.ts'

const WEEK = 7 * 86_400_000

function cleaner(words: string[] = []) {
  return new Cleaner({
    secrets: ['hunter2hunter2'],
    words: new Set(words),
    tenant: ['acme.okta.com', 'acme'],
    shift: -WEEK,
  })
}
const clean = (value: unknown, words?: string[]) => cleaner(words).clean(value) as Record<string, unknown>

describe('secrets', () => {
  it.each([
    ['a JWT', 'x eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjMifQ.abcdefgh y'],
    ['a bearer', 'Authorization: Bearer abcdef0123456789'],
    ['an AWS key', 'key AKIAIOSFODNN7EXAMPLE'],
    ['a GitHub token', 'ghp_0123456789abcdefABCDEF0123456789abcd'],
    ['a Slack token', 'xoxb-1234567890-abcdefghij'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----'],
    ['a password in an address', 'postgres://ann:hunter2@db.internal/x'],
    ['a parameter', 'https://x.example/cb?code=4Zq81&x=1'],
    ['what looks like chance', 'it was wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY here'],
  ])('%s is found', (_, text) => {
    const found: string[] = []
    expect(blankSecrets(text, secret => void found.push(secret))).toContain('[secret]')
    expect(found.length).toBeGreaterThan(0)
  })

  it.each([
    'user.session.start',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0',
    'DISALLOW_PUBLIC_REPOSITORY_CREATION',
    'application/vnd.github+json',
  ])('%s is none', text => expect(blankSecrets(text, () => undefined)).toBe(text))

  it.each(['password', 'client_secret', 'accessToken', 'x-api-key', 'Authorization', 'set-cookie'])(
    '%s is a key of one',
    key => expect(isSecretKey(key)).toBe(true),
  )
})

describe('what is replaced', () => {
  it.each([
    ['an e-mail address', { a: 'Ann@Corp.com' }, /^user-[0-9a-f]{8}@host-[0-9a-f]{8}\.example$/],
    ['a name', { displayName: 'Ann Smith' }, /^[A-Z][a-z]+ [0-9a-f]{6}$/],
    ['a host', { where: 'mail.corp.com' }, /^host-[0-9a-f]{8}\.example$/],
    ['an id, in its form', { id: '00u1aB' }, /^\d\d[a-z]\d[a-z][A-Z]$/],
    [
      'a UUID, in its form',
      { what: '3f2504e0-4f89-11d3-9a0c-0305e82c3301' },
      /^(?!3f2504e0)[0-9a-f]{8}-.{4}-.{4}-.{4}-.{12}$/,
    ],
    ['free text', { message: 'Ann fell out with Ben' }, /^text [0-9a-f]{8}$/],
    ['a password by its key', { newPassword: 'tr0ub4dor' }, /^\[secret\]$/],
    ['a credential of the run, also within', { userAgent: 'Mozilla/5.0 hunter2hunter2' }, /^Mozilla\/5\.0 \[secret\]$/],
    ['the tenant in a user agent', { user_agent: 'curl/8 acme.okta.com' }, /^curl\/8 host-[0-9a-f]{8}\.example$/],
    [
      'host, ids and parameters of an address',
      { url: 'https://acme.okta.com/api/v1/users/00u1aB?limit=20&q=ann' },
      /^https:\/\/host-[0-9a-f]{8}\.example\/api\/v1\/[a-z]{5}\/\d\d[a-z]\d[a-z][A-Z]\?limit=20&q=text%20[0-9a-f]{8}$/,
    ],
    ['a time', { at: '2026-03-02T09:00:00Z' }, /^2026-02-23T09:00:00Z$/],
    ['a day', { on: '2026-03-02' }, /^2026-02-23$/],
  ])('%s', (_, value, form) => expect(Object.values(clean(value))[0]).toMatch(form))

  it('numbers of times, ids and places; no others', () => {
    const at = 1_772_442_000
    const value = {
      created_at: at,
      '@timestamp': at * 1_000,
      actor_id: 4711,
      phone: 491_701_234_567,
      lat: 52.5163,
      count: 12,
    }
    const { actor_id, phone, ...others } = clean(value)
    expect(others).toEqual({ created_at: at - WEEK / 1_000, '@timestamp': at * 1_000 - WEEK, lat: 53, count: 12 })
    expect(String(actor_id)).toMatch(/^4\d{3}$/)
    expect(phone).not.toBe(value.phone)
  })

  it('names of fields that are data', () =>
    expect(Object.keys(clean({ byUser: { 'ann@corp.com': true, plain: 1 } }).byUser as object)).toEqual([
      expect.stringMatching(/^user-.*\.example$/),
      'plain',
    ]))

  it('not words that the connector reads by, booleans and nulls', () =>
    expect(clean({ type: 'User', ok: true, none: null, result: 'SUCCESS' }, ['User', 'SUCCESS'])).toEqual({
      type: 'User',
      ok: true,
      none: null,
      result: 'SUCCESS',
    }))
})

describe('pseudonyms', () => {
  it('are the same for the same within a run and others in another', () => {
    const [one, other] = [new Pseudonyms(), new Pseudonyms()]
    for (const give of ['email', 'host', 'name', 'text', 'id'] as const) {
      expect(one[give]('ann0123456789@corp.com')).toBe(one[give]('ann0123456789@corp.com'))
      expect(one[give]('ann0123456789@corp.com')).not.toBe(other[give]('ann0123456789@corp.com'))
    }
  })

  it.each([
    ['81.2.69.142', 4, /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/],
    ['10.1.2.3', 4, /^10\./],
    ['172.20.0.1', 4, /^10\./],
    ['127.0.0.1', 4, /^127\.0\.0\.1$/],
    ['2a02:1234::1', 6, /^2001:db8:/],
    ['fe80::1', 6, /^fd00:/],
    ['::1', 6, /^::1$/],
  ])('of %s keep its family and whether it is private', (address, family, form) => {
    const other = new Pseudonyms().ip(address)
    expect(isIP(other)).toBe(family)
    expect(other).toMatch(form)
  })
})

it.each([
  ['user.session.start', true],
  ['Germany', true],
  ['ann@corp.com', false],
  ['employee 20481', false],
])('%s could be a word: %s', (text, could) => expect(isWordLike(text)).toBe(could))
