import { FRAGMENT_SIZE, FragmentBody } from './fragment.ts'
import { redact } from '../redact.ts'

const clean = (text: string) => redact(text, ['token-of-acme'])

function list(...pages: unknown[][]) {
  const body = new FragmentBody(clean)
  for (const rows of pages) body.add(rows)
  return body.end()
}

function whole(value: unknown) {
  const body = new FragmentBody(clean)
  body.set(value)
  return body.end()
}

describe('what is kept of an answer', () => {
  it('is all of it while it is small', () => {
    expect(list([{ id: 1 }], [{ id: 2 }])).toEqual({ body: [{ id: 1 }, { id: 2 }], truncated: false })
    expect(whole({ on: true, none: null })).toEqual({ body: { on: true, none: null }, truncated: false })
    expect(whole(undefined)).toEqual({ body: null, truncated: false })
    expect(list([])).toEqual({ body: [], truncated: false })
  })

  it('is the first rows of a long list, whole ones', () => {
    const rows = Array.from({ length: 2_000 }, (_, id) => ({ id, text: 'x'.repeat(90) }))
    const { body, truncated } = list(rows.slice(0, 1_000), rows.slice(1_000))
    expect(truncated).toBe(true)
    expect(JSON.stringify(body).length).toBeLessThanOrEqual(FRAGMENT_SIZE)
    expect((body as unknown[]).length).toBeGreaterThan(500)
    expect((body as unknown[]).at(-1)).toEqual(rows[(body as unknown[]).length - 1])
  })

  it('is the beginning of anything else, as a text', () => {
    const { body, truncated } = whole({ text: 'x'.repeat(100_000) })
    expect([typeof body, (body as string).length, truncated]).toEqual(['string', FRAGMENT_SIZE, true])
  })

  it.each<[string, unknown, unknown]>([
    ['the credentials of the app', [{ said: 'for token-of-acme' }], [{ said: 'for [secret]' }]],
    [
      'what a field calls a secret',
      { client_secret: 'abcd', clientSecret: 'a', x: { apiKey: 'b' } },
      { client_secret: '[secret]', clientSecret: '[secret]', x: { apiKey: '[secret]' } },
    ],
    [
      'no flag, number or list of such a name',
      { password: { minLength: 8 }, requirePassword: true, tokens: ['t'] },
      { password: { minLength: 8 }, requirePassword: true, tokens: ['t'] },
    ],
  ])('blanks %s', (_, value, kept) => expect(whole(value).body).toEqual(kept))
})
