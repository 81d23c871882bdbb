import { z } from 'zod'

/** Shapes of what a connector says as plain data; the loader and the sandbox look it over by the same. */

/** No connector needs more. */
export const text = z.string().max(100_000)
const texts = z.record(text, text)
export const name = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'Names are letters, digits, dots, dashes.')
export const seconds = z.number().nonnegative()
/** Something that may be asked without end would keep the host from all else. */
export const interval = z.number().min(0.01)
export const scopes = z.array(text.min(1)).max(1_000)

/** Fields of the configuration that the vendor tells. */
export const found = z
  .record(name, z.object({ read: name, value: text.min(1), always: z.array(text.min(1)).min(1).max(1_000) }))
  .optional()

/** How a vendor says something by status, header or body. */
export const sign = z.object({
  status: z.number(),
  bodyIncludes: text.optional(),
  header: z.object({ name: text, value: text }).optional(),
})

/** How a list goes on. */
export const page = z.discriminatedUnion('style', [
  z.object({ style: z.literal('link'), keepLast: z.boolean().optional() }),
  z.object({ style: z.literal('nextUrl'), field: text.min(1) }),
  z.object({
    style: z.literal('bodyCursor'),
    field: text.min(1),
    more: text.optional(),
    keepLast: z.boolean().optional(),
    sameEnds: z.boolean().optional(),
  }),
  z.object({ style: z.literal('headerCursor'), header: text.min(1), keepLast: z.boolean().optional() }),
  z.object({
    style: z.literal('offset'),
    size: z.number().int().positive(),
    unit: z.enum(['row', 'page']).optional(),
    from: z.number().int().nonnegative().optional(),
    total: text.optional(),
    mostRows: z.number().int().positive().optional(),
  }),
  z.object({
    style: z.literal('keyset'),
    fields: z.array(text.min(1)).min(1).max(10),
    size: z.number().int().positive(),
    endsEmpty: z.boolean().optional(),
  }),
  z.object({ style: z.literal('window'), mostRows: z.number().int().positive().optional() }),
  z.object({ style: z.literal('none') }),
])

export const format = z.enum(['json', 'ndjson', 'csv'])

const client = z.discriminatedUnion('by', [
  z.object({ by: z.literal('basic'), id: text, secret: text, asIs: z.boolean().optional() }),
  z.object({ by: z.literal('form'), id: text, secret: text }),
  z.object({
    by: z.literal('privateKeyJwt'),
    id: text,
    privateKey: text,
    keyId: text.optional(),
    certificate: text.optional(),
    audience: text.optional(),
    lifetimeSeconds: z.number().positive().optional(),
  }),
  z.object({ by: z.literal('none'), id: text }),
])
const https = text.regex(/^https:\/\//, 'This must be an address with https://.')
const token = {
  tokenUrl: https,
  parameters: texts.optional(),
  body: z.enum(['form', 'json']).optional(),
  scopes: z.union([z.literal('needed'), z.array(text)]).optional(),
  scopeSeparator: text.optional(),
  fields: z
    .object({ token: text.optional(), expires: text.optional(), refreshToken: text.optional(), scope: text.optional() })
    .optional(),
  lifetimeSeconds: z.number().positive().optional(),
  header: z.object({ name: text, value: text }).optional(),
}

const fixed = [
  z.object({ type: z.literal('header'), header: text, value: text, more: texts.optional() }),
  z.object({ type: z.literal('basic'), username: text, password: text }),
] as const

/** How the host signs in. */
export const scheme = z.discriminatedUnion('type', [
  ...fixed,
  z.object({ type: z.literal('byHost'), hosts: z.record(text.min(1), z.discriminatedUnion('type', fixed)) }),
  z.object({ type: z.literal('clientCredentials'), client, ...token }),
  z.object({
    type: z.literal('authorizationCode'),
    authorizeUrl: https,
    client,
    authorizeParameters: texts.optional(),
    ...token,
  }),
  z.object({ type: z.literal('refreshToken'), client, refreshToken: text, ...token }),
  z.object({
    type: z.literal('jwtBearer'),
    privateKey: text,
    keyId: text.optional(),
    issuer: text,
    subject: text.optional(),
    audience: text,
    claims: texts.optional(),
    assertionSeconds: z.number().positive().optional(),
    ...token,
  }),
  z.object({
    type: z.literal('jwtExchange'),
    privateKey: text,
    issuer: text,
    assertionSeconds: z.number().positive().optional(),
    ...token,
  }),
  z.object({
    type: z.literal('sigv4'),
    accessKeyId: text,
    secretAccessKey: text,
    sessionToken: text.optional(),
    assumeRole: z
      .object({
        roleArn: text,
        externalId: text.optional(),
        sessionSeconds: z.number().positive().optional(),
        stsRegion: text.optional(),
      })
      .optional(),
  }),
])

/** One way to sign in. */
export const auth = z.object({
  name,
  title: text,
  instructions: text,
  fields: z.array(z.object({ name, title: text, secret: z.boolean(), required: z.boolean().optional() })).max(50),
  scheme,
  expiry: z
    .object({
      header: text.optional(),
      field: text.optional(),
      idleDays: z.number().positive().optional(),
      days: z.number().positive().optional(),
    })
    .optional(),
})

export const limit = z.object({
  name,
  amount: z.number().positive(),
  windowSeconds: z.number().positive(),
  burst: z.number().int().positive().optional(),
  matches: z.array(text).optional(),
  perHost: z.boolean().optional(),
  headers: z
    .union([
      z.object({ limit: text, remaining: text, reset: text, resetIs: z.enum(['epoch', 'seconds']).optional() }),
      z.object({ usage: text }),
    ])
    .optional(),
  reserve: z.number().min(0).max(0.95).optional(),
})

/** How a stream that the vendor pushes comes in. */
export const intake = z.object({
  signature: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('hmac'),
      header: text.min(1),
      algorithm: z.enum(['sha1', 'sha256', 'sha512']),
      encoding: z.enum(['hex', 'base64']),
      secret: text.min(1),
      prefix: text.optional(),
      signed: text.optional(),
      timestampHeader: text.optional(),
      toleranceSeconds: z.number().positive().optional(),
    }),
    z.object({
      type: z.literal('token'),
      secret: text.min(1),
      header: text.optional(),
      query: text.optional(),
      prefix: text.optional(),
    }),
    z.object({ type: z.literal('basic'), username: text, password: text.min(1) }),
  ]),
  handshake: z
    .object({
      method: z.enum(['GET', 'POST', 'OPTIONS']),
      from: z.union([z.object({ header: text }), z.object({ query: text }), z.object({ body: text })]),
      to: z.union([z.object({ text: z.literal(true) }), z.object({ field: text }), z.object({ header: text })]),
      bodyIncludes: text.optional(),
      signed: z.boolean().optional(),
    })
    .optional(),
  rows: text,
  headers: z.array(text).max(50).optional(),
})

const anyStream = {
  name,
  description: text,
  delaySeconds: seconds.nullable(),
  latenessSeconds: seconds.optional(),
  retentionDays: z.number().positive().nullable(),
  secrets: z.array(text.min(1)).max(1_000).optional(),
  scopes,
}

/** What each kind of stream says of itself as data. */
export const polled = {
  ...anyStream,
  rows: text,
  format: format.optional(),
  unwrap: text.optional(),
  page,
  order: z.enum(['arrival', 'ascending', 'descending']),
  intervalSeconds: interval,
  overlapSeconds: seconds.optional(),
  windowSeconds: z.number().positive().optional(),
  settleSeconds: seconds.optional(),
}
export const exported = { ...anyStream, intervalSeconds: interval, windowSeconds: z.number().positive().optional() }
export const pushed = { ...anyStream, intake }
