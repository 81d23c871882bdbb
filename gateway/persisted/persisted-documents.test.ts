import { createHash } from 'node:crypto'
import { callerWith, closeGateways, connect, smallGateway, Tokens, type Small } from '../testing/gateway.ts'
import { PersistedDocuments } from './persisted-documents.ts'
import { readTrustedDocuments } from './trusted-documents.ts'

afterAll(closeGateways)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const named = (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } })
const WHOAMI = '{ whoami }'
const WHOAMI_HASH = sha256(WHOAMI)
const THINGS = 'query Things { things { id } }'
const TRUSTED = readTrustedDocuments(JSON.stringify({ [sha256(THINGS)]: THINGS }))

const tokens = new Tokens()
tokens.known.set('admin', callerWith(['things:read', 'tenant:admin']))
tokens.known.set('other', { ...callerWith(['things:read']), tenant: 't2' })

async function post(url: string, body: object, token = 'reader') {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as object }
}

async function get(url: string, params: Record<string, unknown>) {
  const at = new URL(url)
  for (const [name, value] of Object.entries(params))
    at.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  const response = await fetch(at, {
    headers: { accept: 'application/graphql-response+json', authorization: 'Bearer reader' },
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as object }
}

const OF_T1 = { data: { whoami: 'a test of t1' } }

const refused = (code: string, sentence: string) => ({
  errors: [{ message: expect.stringContaining(sentence) as unknown, extensions: { code } }],
})

describe('a document named by its hash', () => {
  let small: Small
  beforeEach(async () => {
    small = await smallGateway({ authenticate: tokens.authenticate })
  })

  it('is asked for once, and known from then on, also by GET and to other tenants', async () => {
    const unknown = await post(small.url, named(WHOAMI_HASH))
    expect([unknown.status, unknown.headers.get('cache-control'), unknown.body]).toEqual([
      400,
      'no-store',
      refused('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound'),
    ])
    expect((await post(small.url, { query: WHOAMI, ...named(WHOAMI_HASH) })).body).toMatchObject(OF_T1)
    const known = [
      await post(small.url, named(WHOAMI_HASH)),
      await post(small.url, { query: '', ...named(WHOAMI_HASH.toUpperCase()) }),
      await get(small.url, named(WHOAMI_HASH)),
    ]
    for (const { status, body } of known) expect({ status, body }).toMatchObject({ status: 200, body: OF_T1 })
    expect((await post(small.url, named(WHOAMI_HASH), 'other')).body).toMatchObject({
      data: { whoami: 'a test of t2' },
    })
  })
  it.each<[string, object, number, string, string]>([
    ['a hash of another text', { query: WHOAMI, ...named(sha256(THINGS)) }, 400, 'BAD_USER_INPUT', 'not the SHA-256'],
    ['no hex digits', named('x'.repeat(64)), 400, 'BAD_USER_INPUT', '64 hex digits'],
    ['another version', { extensions: { persistedQuery: { version: 2 } } }, 400, 'BAD_USER_INPUT', '"version": 1'],
    ['a hash that is a number', named(7 as never), 400, 'BAD_USER_INPUT', '64 hex digits'],
    ['an extension that is a text', { extensions: { persistedQuery: 'x' } }, 400, 'BAD_USER_INPUT', '"version": 1'],
    ['neither hash nor text', { extensions: { other: 1 } }, 400, 'BAD_REQUEST', 'Must provide query string'],
    ['extensions that are a text', { query: WHOAMI, extensions: 'x' }, 400, 'BAD_REQUEST', '"extensions" param'],
  ])('is refused with %s', async (_name, sent, status, code, sentence) => {
    const reply = await post(small.url, sent)
    expect([reply.status, reply.body]).toEqual([status, refused(code, sentence)])
  })

  it('is not put in the place of another: the text of a wrong hash is not kept', async () => {
    await post(small.url, { query: WHOAMI, ...named(sha256(THINGS)) }, 'other')
    expect((await post(small.url, named(sha256(THINGS)))).body).toEqual(
      refused('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound'),
    )
  })

  it('is no way round the rules: a mutation by GET, scopes, tokens', async () => {
    const mutation = 'mutation { make { id } }'
    await post(small.url, { query: mutation, ...named(sha256(mutation)) })
    await post(small.url, { query: THINGS, ...named(sha256(THINGS)) })
    expect((await get(small.url, named(sha256(mutation)))).status).toBe(405)
    expect((await post(small.url, named(sha256(THINGS)), 'nobody')).status).toBe(403)
    expect((await post(small.url, named(sha256(THINGS)), 'unknown')).status).toBe(401)
  })

  it('works over graphql-ws, with an empty query', async () => {
    const client = connect(small.wsUrl, { token: 'reader' })
    const ask = (payload: object) => client.iterate({ query: '', ...payload }).next()
    await expect(ask(named(WHOAMI_HASH))).rejects.toMatchObject([{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }])
    expect((await ask({ query: WHOAMI, ...named(WHOAMI_HASH) })).value).toMatchObject(OF_T1)
    expect((await ask(named(WHOAMI_HASH))).value).toMatchObject(OF_T1)
    await expect(ask(named('7'))).rejects.toEqual(refused('BAD_USER_INPUT', '64 hex digits').errors)
    await client.dispose()
  })
})

describe('trusted documents', () => {
  it('are alone answered, but for tokens with the scope that is excepted', async () => {
    const { url, wsUrl } = await smallGateway({
      authenticate: tokens.authenticate,
      documents: { trusted: TRUSTED, exceptScope: 'tenant:admin' },
    })
    const no = refused('DOCUMENT_NOT_TRUSTED', 'Ask the operator to add it.')
    const known = { data: { things: [{ id: '1' }] } }
    // What an excepted token brings is not learned by the others.
    expect((await post(url, { query: WHOAMI, ...named(WHOAMI_HASH) }, 'admin')).body).toMatchObject(OF_T1)
    expect((await post(url, named(WHOAMI_HASH), 'admin')).body).toMatchObject(OF_T1)
    for (const [sent, answer] of [
      [named(sha256(THINGS)), known],
      [{ query: THINGS }, known],
      [{ query: THINGS, ...named(sha256(THINGS)) }, known],
      [{ query: WHOAMI }, no],
      [named(WHOAMI_HASH), no],
      [{ query: WHOAMI, ...named(WHOAMI_HASH) }, no],
      [{ query: WHOAMI, ...named(sha256(THINGS)) }, no],
      [{ query: '{ __schema { types { name } } }' }, no],
    ]) {
      const reply = await post(url, sent!)
      expect([reply.status, reply.body]).toEqual([
        answer === no ? 403 : 200,
        answer === no ? no : expect.objectContaining(known),
      ])
    }
    const client = connect(wsUrl, { token: 'reader' })
    expect((await client.iterate({ query: '', ...named(sha256(THINGS)) }).next()).value).toMatchObject(known)
    await expect(client.iterate({ query: 'subscription { ticks }' }).next()).rejects.toEqual(no.errors)
    await client.dispose()
  })

  it.each([
    ['no JSON', '{', 'has to be a JSON object'],
    ['a list', '[]', 'has to be a JSON object'],
    ['a text under another hash', JSON.stringify({ abc: WHOAMI }), 'are not the SHA-256 of their text: abc.'],
    ['many of them', JSON.stringify({ a: '', b: '', c: '', d: '', e: '', f: '', g: '' }), 'a, b, c, d, e and 2 more.'],
  ])('are not read from %s', (_name, json, sentence) => {
    expect(() => readTrustedDocuments(json)).toThrow(sentence)
  })
})

describe('learned documents', () => {
  it('are bounded in number and in size', () => {
    const documents = new PersistedDocuments({ characters: 100_000 })
    const bring = (text: string) => documents.textOf({ query: text, ...named(sha256(text)) }, null)
    const known = (text: string) => {
      try {
        return documents.textOf(named(sha256(text)), null) === text
      } catch {
        return false
      }
    }
    for (let n = 0; n < 2_001; n++) bring(`{ a${n} }`)
    expect([known('{ a0 }'), known('{ a1 }'), known('{ a2000 }')]).toEqual([false, true, true])
    const long = (n: number) => `{ a${n} ${'#'.repeat(99_900)} }`
    for (let n = 0; n < 90; n++) bring(long(n))
    expect([known('{ a2000 }'), known(long(0)), known(long(89))]).toEqual([false, false, true])
    const tooLong = '#'.repeat(100_001)
    bring(tooLong)
    expect(known(tooLong)).toBe(false)
  })
})
