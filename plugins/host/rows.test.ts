import { createHash } from 'node:crypto'
import type { PageStyle } from '@casbah/sdk'
import { keysOf, signed } from './auth/sigv4.ts'
import { Ordinals, rowHash } from './identity.ts'
import { normaliseLines } from './normalise-lines.ts'
import { parseBody, rowsAt } from './body.ts'
import { followed, onward, placeOf } from './paging.ts'
import { rawText } from './raw.ts'
import { readRow } from './rows.ts'
import { blankPaths, redact } from './redact.ts'
import { collect } from './testing/collect.ts'
import { testConnector } from './testing/test-connector.ts'
import { readTime } from './time.ts'

const at = Date.UTC(2026, 4, 6, 7, 8, 9, 123)

describe('time', () => {
  it.each<[unknown, number | null]>([
    ['2026-05-06T07:08:09.123Z', at],
    ['2026-05-06T09:08:09.123456+02:00', at],
    ['2026-05-06 07:08:09.123', at],
    ['2026-05-06T07:08:09.123+00:00Z', at],
    ['2026-05-06T07:08:09.123+02:00Z', null],
    [at, at],
    [String(at), at],
    [Math.floor(at / 1000), at - 123],
    [String(at / 1000), at],
    ['2026-02-30T00:00:00Z', null],
    ['...', null],
    ['', null],
    [0, null],
    [null, null],
    [{}, null],
    [Number.NaN, null],
    ['9999-01-01T00:00:00Z', null],
  ])('%j is %j', (value, expected) => expect(readTime(value)).toBe(expected))
})

describe('identity', () => {
  it('is the same for equal rows in another order of keys, and counts them', () => {
    const hash = rowHash({ a: [1, { b: 2, c: 3 }] })
    expect(rowHash({ a: [1, { c: 3, b: 2 }] })).toBe(hash)
    expect(rowHash({ a: [{ c: 3, b: 2 }, 1] })).not.toBe(hash)
    const ordinals = new Ordinals()
    expect([ordinals.number(hash), ordinals.number(hash)]).toEqual([`${hash}-0`, `${hash}-1`])
  })
})

describe('the id of a row', () => {
  it.each([
    ['a field', { field: 'id' }, 'e1'],
    ['a number', { field: 'at.n' }, '7'],
    ['several fields together', { fields: ['id', 'at.n'] }, 'e1 7'],
    ['several of which one is absent', { fields: ['id', 'at.m'] }, null],
    ['an empty field', { field: 'none' }, null],
    ['nothing', { hash: true } as const, null],
  ])('from %s', (_, id, expected) => {
    const row = { id: 'e1', at: { n: 7 }, none: '', kind: 'login', time: '2026-05-06T07:08:09Z' }
    const answer = readRow(testConnector('ascending', { id }).streams[0]!, row)
    expect(answer).toMatchObject({ hashed: expected === null, id: expected ?? rowHash(row) })
  })

  it('is the same for equal rows where the stream says that these are one', () => {
    const row = { id: 'e1', kind: 'login', time: '2026-05-06T07:08:09Z' }
    const stream = testConnector('ascending', { id: { hash: true, equalIsOne: true } }).streams[0]!
    expect(readRow(stream, row)).toMatchObject({ hashed: false, id: rowHash(row) })
  })
})

describe('raw text', () => {
  it.each<[string, unknown, string | undefined, string]>([
    ['of a row', { a: 'x\0' }, undefined, String.raw`{"a":"x\u0000"}`],
    ['inside an item stays as it came', { E: '{"n": 12345678901234567890}' }, 'E', '{"n": 12345678901234567890}'],
    ['inside an item without its secrets', { E: '{"s": "geheim"}' }, 'E', '{"s":"[secret]"}'],
    ['of a bare row', { s: 'geheim' }, 'E', '{"s":"[secret]"}'],
    ['with half a surrogate pair', { E: '{"a":"\ud800"}' }, 'E', String.raw`{"a":"\ud800"}`],
    ['that is no JSON', { E: '{"a' }, 'E', String.raw`"{\"a"`],
  ])('%s', (_, item, unwrap, expected) => expect(rawText(item, unwrap, ['s'])).toBe(expected))
})

describe('secrets', () => {
  it('are blanked in texts in every form, and at paths', () => {
    expect(redact(`a p@ss/1 p%40ss%2F1 ${btoa('p@ss/1')} x`, ['p@ss/1', 'x'])).toBe('a [secret] [secret] [secret] x')
    const row = { list: [{ s: 1 }, { s: 2 }], map: { k: { s: 3 } }, s: null }
    expect(blankPaths(row, ['list.*.s', 'map.*.s', 's', 'not.there'])).toBe(true)
    expect(row).toEqual({ list: [{ s: '[secret]' }, { s: '[secret]' }], map: { k: { s: '[secret]' } }, s: null })
  })
  it('sign a request of AWS', async () => {
    const scheme = { type: 'sigv4' as const, accessKeyId: '{id}', secretAccessKey: '{key}' }
    const prepared = {
      method: 'POST',
      url: new URL('https://iam.amazonaws.com/'),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=ListUsers',
    }
    const keys = keysOf(scheme, { id: 'AKIDEXAMPLE', key: 'geheim' })
    const { headers } = await signed(prepared, { service: 'iam', region: 'us-east-1' }, keys, at)
    expect(headers['x-amz-date']).toBe('20260506T070809Z')
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20260506\/us-east-1\/iam\/aws4_request, SignedHeaders=host;x-amz-date, Signature=[0-9a-f]{64}$/,
    )
    await expect(signed(prepared, undefined, keys, at)).rejects.toThrow('which service and region')
    const { headers: ofS3 } = await signed(prepared, { service: 's3', region: 'us-east-1' }, keys, at)
    expect(ofS3['x-amz-checksum-sha256']).toBe(createHash('sha256').update('Action=ListUsers').digest('base64'))
    expect(ofS3.authorization).toContain('x-amz-checksum-sha256')
  })
})

describe('answers', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  it.each([
    ['<A><B><member><x>1</x></member></B></A>', 'A.B.member', [{ x: '1' }]],
    ['<A><B/></A>', 'A.B.member', []],
    ['{"rows":[1]}', 'rows', [1]],
    ['{"rows":[1]}', 'rows?', [1]],
    ['{"kind":"list"}', 'rows?', []],
    ['[1,2]', '', [1, 2]],
  ])('%s at %s', (text, path, expected) => expect(rowsAt(parseBody(bytes(text)), path)).toEqual(expected))
  it.each([
    ['{"error":"x"}', 'rows'],
    ['{"rows":1}', 'rows'],
    ['{"rows":"x"}', 'rows?'],
    ['[]', 'rows?'],
    ['', 'rows?'],
    ['{}', ''],
    ['', 'rows'],
  ])('%s has no list at "%s"', (text, path) => expect(() => rowsAt(parseBody(bytes(text)), path)).toThrow())
  it.each([
    [
      { style: 'link' } as const,
      null,
      { link: '<https://a/?x=1,2>; rel="self", <https://a/?after=%3D>; rel="next"' },
      'https://a/?after=%3D',
    ],
    [{ style: 'link' } as const, null, { link: '<https://a/>; rel="prev"' }, null],
    [{ style: 'bodyCursor', field: 'n' } as const, { n: 't' }, {}, 't'],
    [{ style: 'bodyCursor', field: 'n', more: 'm' } as const, { n: 't', m: 'false' }, {}, null],
    [{ style: 'bodyCursor', field: 'n' } as const, { n: '' }, {}, null],
    [{ style: 'none' } as const, {}, {}, null],
    [{ style: 'nextUrl', field: 'next' } as const, { next: '/query/01g' }, {}, '/query/01g'],
    [{ style: 'headerCursor', header: 'X-Next' } as const, {}, { 'x-next': 'c2' }, 'c2'],
  ])('%j go on at', (style, body, headers, expected) => {
    const seen = { body, headers: headers as Record<string, string>, rows: [1], cursor: null }
    expect(onward(style, seen)).toEqual({ next: expected, end: expected === null })
  })

  it('follow an address that the answer names, untouched, with the headers of the first request', () => {
    const first = { path: '/log', query: { limit: 10 }, headers: { accept: 'application/json' } }
    const next = 'https://acme.vendor.test/log?after=17%2F4'
    expect(followed({ style: 'link' }, null, first)).toBe(first)
    expect(followed({ style: 'link' }, next, first)).toEqual({ url: next, headers: first.headers })
    expect(followed({ style: 'bodyCursor', field: 'n' }, 'c', first)).toBe(first)
  })

  it.each([
    ['a short page of rows', { style: 'offset', size: 2 } as const, [1], {}, '4', null],
    ['a full one', { style: 'offset', size: 2 } as const, [1, 2], {}, '4', '6'],
    ['a full page by number', { style: 'offset', size: 2, unit: 'page', from: 1 } as const, [1, 2], {}, null, '2'],
    ['the last row of a total', { style: 'offset', size: 2, total: 't' } as const, [1, 2], { t: 6 }, '4', null],
    ['a short one before the total', { style: 'offset', size: 2, total: 't' } as const, [1], { t: 6 }, '2', '3'],
  ])('offsets after %s', (_, style, rows, body, cursor, expected) => {
    const { next } = onward(style, { body, headers: {}, rows, cursor })
    expect(next).toBe(expected)
    if (next !== null) expect(placeOf(style, next)).toEqual({ offset: Number(next) })
  })

  it.each([
    ['a full page', false, 2, ['t2', 'b']],
    ['a short page', false, 3, null],
    ['a short page of a vendor that leaves rows out', true, 3, ['t2', 'b']],
  ])('keysets go on after the last row of %s', (_, endsEmpty, size, expected) => {
    const style: PageStyle = { style: 'keyset', fields: ['at', 'key.id'], size, endsEmpty }
    const rows = [
      { at: 't1', key: { id: 'a' } },
      { at: 't2', key: { id: 'b' } },
    ]
    const { next } = onward(style, { body: {}, headers: {}, rows, cursor: null })
    expect(next === null ? null : placeOf(style, next).after).toEqual(expected)
  })

  it('keysets go on behind a page of which the vendor left out every row, by its link', () => {
    const style: PageStyle = { style: 'keyset', fields: ['at'], size: 2, endsEmpty: true }
    const link = '<https://a/log?offset=2>;rel="next",<https://a/log?offset=8>;rel="last"'
    const seen = { body: {}, rows: [], cursor: null }
    expect(onward(style, { ...seen, headers: { link } })).toEqual({ next: 'https://a/log?offset=2', end: false })
    expect(onward(style, { ...seen, headers: {} })).toEqual({ next: null, end: true })
    expect(placeOf(style, 'https://a/log?offset=2')).toEqual({})
    expect(followed(style, 'https://a/log?offset=2', { path: '/log' })).toEqual({ url: 'https://a/log?offset=2' })
  })

  it.each([
    [
      'a link that is always there',
      { style: 'link', keepLast: true } as const,
      [],
      { link: '<https://a/>; rel="next"' },
    ],
    ['a cursor with no more', { style: 'bodyCursor', field: 'n', more: 'm', keepLast: true } as const, [1], {}],
  ])('%s is kept though the list has ended for now', (_, style, rows, headers) => {
    const seen = { body: { n: 'c9', m: false }, headers: headers as Record<string, string>, rows, cursor: null }
    expect(onward(style, seen)).toMatchObject({ end: true, next: expect.any(String) })
  })
})

describe('lines', () => {
  it('become one result each', async () => {
    const row = { id: 'e1', time: '2026-05-06T07:08:09.123Z', kind: 'login', who: 'A@x.org' }
    const lines = [
      JSON.stringify(row),
      JSON.stringify({ ...row, time: 'x' }),
      JSON.stringify({ id: 'e2' }),
      '{',
      '',
      JSON.stringify({ ...row, id: undefined }),
    ]
    const results = await collect(normaliseLines(testConnector(), undefined, lines))
    expect(results).toHaveLength(lines.length)
    expect(results[0]).toMatchObject({
      class_uid: 3002,
      class_name: 'Authentication',
      category_uid: 3,
      type_uid: 300_201,
      time: at,
      metadata: { version: '1.8.0', uid: 'e1', event_code: 'login', log_name: 'log' },
      actor: { user: { email_addr: 'a@x.org' } },
      status_id: 1,
      raw_data: JSON.stringify(row),
      unmapped: { casbah_action: 'user.login' },
    })
    expect(results[1]).toMatchObject({ time: null, quarantine: 'no readable time' })
    expect(results.slice(2, 5)).toEqual(Array(3).fill({ rejected: expect.any(String) }))
    expect(results[5]).toMatchObject({ metadata: { uid: expect.stringMatching(/^[0-9a-f]{64}-0$/) } })
  })
  it('refuse a stream that is not there', async () => {
    await expect(collect(normaliseLines(testConnector(), 'x', []))).rejects.toThrow('it has log')
  })
})
