import { z } from 'zod'
import type { ListedRow, MessageKind, Messages, RowAnswer } from '../messages.ts'
import { format } from '../data-shape.ts'
import { reasonOf } from '../rows.ts'
import { descriptionAnswer } from './description-shape.ts'
import { isPlainRow } from './plain-row.ts'

/** Longest text of an activity or account that is taken; columns keep far less of it. */
const TEXT = 1_000_000
/** Deepest nesting of free data. */
const DEPTH = 100
const ROWS = 200_000

const text = z.string().max(TEXT)
/** The host mends numbers and nulls where a text should be, as it does for connectors in its own process. */
const loose = z.union([text, z.number(), z.null()]).optional()
const flag = z.boolean().nullish()
const cursor = z.string().max(65_536).nullable()

const party = { id: loose, email: loose, name: loose }
const activity = z.object({
  vendorAction: z.union([text, z.number()]),
  time: text.nullish(),
  actor: z.object({ ...party, kind: z.enum(['user', 'service', 'system']).nullish() }).nullish(),
  targets: z
    .array(z.object({ ...party, kind: loose }))
    .max(10_000)
    .nullish(),
  outcome: z.enum(['SUCCESS', 'FAILURE', 'UNKNOWN']).nullish(),
  outcomeReason: loose,
  ip: z.object({ address: text, country: loose, city: loose, asn: z.number().nullish(), isp: loose }).nullish(),
  userAgent: loose,
  sessionId: loose,
  severity: z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']).nullish(),
  isAdmin: flag,
  isImpersonated: flag,
})
const rejected = z.object({ rejected: z.string().transform(reason => reason.slice(0, 2_000)) })
const row = z.object({
  id: text,
  hashed: z.boolean(),
  time: z.number().nullable(),
  activities: z.array(activity).max(10_000),
  touched: z
    .array(z.object({ listing: z.string().max(200), externalId: z.string().min(1).max(10_000) }))
    .max(10_000)
    .optional(),
})
const externalId = z.string().min(1).max(10_000)
const account = z.object({
  externalId,
  email: text.optional(),
  displayName: text.optional(),
  status: z.enum(['ACTIVE', 'INVITED', 'SUSPENDED', 'DELETED', 'UNKNOWN']).optional(),
  isAdmin: z.boolean().optional(),
  isService: z.boolean().optional(),
  isExternal: z.boolean().optional(),
  mfaEnabled: z.boolean().optional(),
  groups: z.array(text).max(100_000).optional(),
  lastSeenAt: text.optional(),
})
const group = z.object({
  externalId,
  name: text,
  email: text.optional(),
  members: z.array(text).max(ROWS).optional(),
})
const access = z.object({
  to: z.enum(['user', 'group', 'domain', 'organisation', 'link', 'anyone']),
  name: text.optional(),
  isExternal: z.boolean().optional(),
  role: z.enum(['READ', 'WRITE', 'OWN']).optional(),
})
const resource = z.object({
  externalId,
  kind: z.enum(['FILE', 'FOLDER', 'REPOSITORY', 'BUCKET', 'SITE', 'CHANNEL', 'CALENDAR', 'OTHER']),
  name: text,
  url: text.optional(),
  owner: text.optional(),
  access: z.array(access).max(ROWS).optional(),
  modifiedAt: text.optional(),
  label: text.optional(),
  isGone: z.boolean().optional(),
})
const grant = z.object({
  externalId,
  clientId: text,
  clientName: text,
  account: text.optional(),
  scopes: z.array(text).max(10_000),
  risk: z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']),
  grantedAt: text.optional(),
  publisher: text.optional(),
  isGone: z.boolean().optional(),
})
/** By what a row is of, so that a problem names its field and not every kind. */
const listed = {
  account: z.object({ account }),
  group: z.object({ group }),
  resource: z.object({ resource }),
  grant: z.object({ grant }),
  domain: z.object({ domain: z.string().max(1_000).nullable() }),
  rejected,
}

const query = z.record(z.string(), z.union([text, z.number(), z.boolean()]))
const request = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  path: z.string().max(65_536).startsWith('/').optional(),
  url: z.string().max(65_536).optional(),
  query: query.optional(),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().max(65_536)).optional(),
  json: z.unknown().optional(),
  form: query.optional(),
  text: z.object({ type: z.string().max(1_000), body: text }).optional(),
  subject: z.string().max(1_000).optional(),
  sign: z.object({ service: z.string().max(100), region: z.string().max(100) }).optional(),
})
/** What only reads: some vendors want POST for it, none wants more. */
const reading = request.refine(({ method = 'GET' }) => method === 'GET' || method === 'POST', {
  message: 'A request that reads is GET or POST.',
})

/** The longest `resume` that is kept, as JSON. */
const RESUME = 65_536
const resume = z
  .json()
  .refine(value => JSON.stringify(value).length <= RESUME, { message: `A resume is at most ${RESUME} signs of JSON.` })
const exportStep = z.union([
  z.strictObject({ request: reading, answers: z.array(z.number().int()).max(100).optional() }),
  z.strictObject({
    download: reading,
    format,
    rows: z.string().max(10_000).optional(),
    extra: z.record(z.string(), z.unknown()).optional(),
    resume,
  }),
  z.strictObject({ rows: z.array(z.unknown()).max(ROWS), resume }),
  z.strictObject({ wait: z.number().nonnegative() }),
])
const problems = z.array(z.string().max(10_000)).min(1).max(1_000)
const judged = z.object({
  name: text,
  passed: z.boolean(),
  detail: text.optional(),
  account: text.optional(),
  resource: text.optional(),
})
const judgement = z.object({
  status: z.enum(['PASS', 'FAIL', 'PARTIAL', 'CANNOT_TELL', 'NOT_APPLICABLE']),
  message: z.string().max(10_000),
  subjects: z.array(judged).max(500_000).optional(),
  values: z.record(z.string(), z.unknown()).optional(),
})
const count = z.number().int().min(0).max(ROWS)
const tally = z.object({
  rows: count,
  evaluated: count,
  failing: count,
  unclear: count,
  subjects: z.array(judged).max(10_000),
})
const confirmation = z.object({ done: z.boolean().nullable(), result: z.string().max(10_000) })
const config = z.record(z.string(), z.unknown())
const list = { rows: z.array(z.unknown()).max(ROWS), next: cursor, end: z.boolean(), more: z.literal(true).optional() }

const shapes = {
  describe: descriptionAnswer,
  configure: z.union([
    z.object({ problems }),
    z.object({ config, partitions: z.record(z.string(), z.array(z.string().max(1_000)).max(1_000)) }),
  ]),
  probe: reading,
  scopeProbe: reading,
  page: reading,
  normalise: z.object(list).transform(({ rows, ...onward }) => ({ rows: rows.map(readRow), ...onward })),
  normaliseRows: z
    .object({ rows: z.array(z.unknown()).max(ROWS) })
    .transform(({ rows }) => ({ rows: rows.map(readRow) })),
  exportStep: z.union([
    z.object({ step: exportStep }),
    z.object({ over: z.enum(['returned', 'lost', 'ended', 'kept']) }),
  ]),
  listed: z.object(list).transform(({ rows, ...onward }) => ({ rows: rows.map(readListed), ...onward })),
  values: z.object({ ...list, rows: list.rows.nullable(), body: z.unknown().optional() }),
  judgeRows: z.object({ ...list, rows: list.rows.nullable(), tallies: z.array(tally).max(5_000) }),
  assess: judgement,
  act: z.union([
    z.object({ problems }),
    z.object({ requests: z.array(request).max(100) }),
    z.object({ confirmation }),
    z.object({
      misfits: z
        .array(z.object({ path: z.array(z.string().max(200)).max(20), message: z.string().max(1_000) }))
        .max(100),
    }),
    z.object({ remembered: z.unknown() }),
  ]),
} satisfies Record<MessageKind, z.ZodType>

/** Rows hold no free data, so they are not walked unless something in the text looks like such a key. */
const FREE: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'describe',
  'configure',
  'probe',
  'scopeProbe',
  'page',
  'exportStep',
  'values',
  'judgeRows',
  'assess',
  'act',
])
const ODD = /__proto__|\\u00[2-7]/

/**
 * An answer of a sandbox, read and looked over: the child is not trusted. Throws with the reason when it is not of the
 * message's shape; a single row that is not becomes a rejected one.
 */
export function readAnswer<K extends MessageKind>(kind: K, answer: unknown, json: string): Messages[K]['answer'] {
  if (FREE.has(kind) || ODD.test(json)) refuseOdd(answer, 0)
  const parsed = shapes[kind].safeParse(answer)
  if (!parsed.success) throw new Error(`its answer does not fit: ${reasonOf(parsed.error)}`)
  return parsed.data as Messages[K]['answer']
}

function readRow(value: unknown): RowAnswer {
  if (isPlainRow(value, TEXT, 10_000)) return value
  const refused = typeof value === 'object' && value !== null && Object.hasOwn(value, 'rejected')
  const parsed = (refused ? rejected : row).safeParse(value)
  if (!parsed.success) return { rejected: `the connector's answer does not fit: ${reasonOf(parsed.error)}` }
  return parsed.data as RowAnswer
}

function readListed(value: unknown): ListedRow {
  const [kind = ''] = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const shape = Object.hasOwn(listed, kind) ? listed[kind as keyof typeof listed] : rejected
  const parsed = shape.safeParse(value)
  if (!parsed.success) return { rejected: `the connector's answer does not fit: ${reasonOf(parsed.error)}` }
  return parsed.data as ListedRow
}

/** Refuses what would turn against code that copies or walks it. */
function refuseOdd(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth > DEPTH) throw new Error(`its answer is nested deeper than ${DEPTH}`)
  if (Object.hasOwn(value, '__proto__')) throw new Error('its answer has a key "__proto__"')
  for (const inner of Object.values(value)) refuseOdd(inner, depth + 1)
}
