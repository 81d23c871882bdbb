import { z } from 'zod'
import { auth, exported, format, found, limit, name, page, polled, pushed, scopes, sign } from './data-shape.ts'
import { touchProblems } from './touch-problems.ts'
import { touchesOf } from './touches.ts'

const call = z.custom<(...args: unknown[]) => unknown>(value => typeof value === 'function', 'This must be a function.')
const schema = z.custom<z.ZodType>(
  value => typeof (value as { safeParse?: unknown } | null)?.safeParse === 'function',
  'This must be a zod schema.',
)
const row = {
  row: schema,
  time: z.string().min(1),
  id: z.union([
    z.object({ field: z.string().min(1) }),
    z.object({ fields: z.array(z.string().min(1)).min(1).max(10) }),
    z.object({ hash: z.literal(true), equalIsOne: z.literal(true).optional() }),
  ]),
  toActivities: call,
}
const partitions = call.optional()
const polledStream = z.object({ ...polled, ...row, partitions, request: call })
const exportedStream = z.object({ ...exported, ...row, partitions, pages: call })
const pushedStream = z.object({ ...pushed, ...row })
/** Judged by the kind that it says it is, so that a problem names the field and not every kind. */
const stream = z.unknown().transform((value, context) => {
  const said = typeof value === 'object' && value !== null ? value : {}
  const kinds = ['request', 'pages', 'intake'].filter(kind => kind in said)
  if (kinds.length !== 1) {
    context.addIssue({ code: 'custom', message: 'A stream has exactly one of "request", "pages" and "intake".' })
    return z.NEVER
  }
  const shape = { request: polledStream, pages: exportedStream, intake: pushedStream }[kinds[0] as 'request']
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
  return z.NEVER
})
const listing = {
  name,
  each: name.optional(),
  row: schema,
  request: call,
  rows: z.string(),
  split: call.optional(),
  format: format.optional(),
  page,
  answers: z.array(z.number()).optional(),
  scopes,
}
const connector = z.object({
  card: z.object({
    slug: z.string().regex(/^[a-z0-9-]+$/, 'A slug is lower-case letters, digits and dashes.'),
    name: z.string().min(1),
    vendor: z.string(),
    config: schema,
    found,
    baseUrl: z.string().regex(/^https:\/\//, 'The base address begins with https://.'),
    hosts: z.array(z.string().min(1)).min(1),
    headers: z.record(z.string(), z.string()).optional(),
    auth: z.array(auth).min(1),
    limits: z.array(limit),
    throttled: z.array(sign).optional(),
    unauthorised: z.array(sign).optional(),
    forbidden: z.array(sign).optional(),
    failed: z.array(sign).optional(),
    gone: z.array(sign).optional(),
    scopes: z.array(
      z.object({
        scope: z.string().min(1),
        reason: z.string().min(1),
        remedy: z.string().optional(),
        includedIn: scopes.optional(),
        probe: call.optional(),
      }),
    ),
    grantedScopes: z
      .union([z.literal('token'), z.object({ header: z.string(), separator: z.string().optional() })])
      .optional(),
    probe: call,
  }),
  streams: z.array(stream),
  vocabulary: z.record(z.string(), z.tuple([z.string().min(1), z.number().int(), z.number().int()])),
  coverage: z
    .union([
      z.object({ mapped: z.number().int(), documented: z.number().int().positive(), source: z.string() }),
      z.object({ unknown: z.string() }),
    ])
    .optional(),
  inventory: z.object({
    accounts: z.array(z.object({ ...listing, toAccount: call })),
    groups: z.array(z.object({ ...listing, toGroup: call })).optional(),
    resources: z
      .array(
        z.object({
          ...listing,
          toResource: call,
          changes: z
            .object({
              row: schema,
              request: call,
              rows: z.string(),
              page,
              token: z.union([z.string(), z.array(z.string())]).optional(),
              toResource: call,
            })
            .optional(),
          touched: call.optional(),
          one: call.optional(),
        }),
      )
      .optional(),
    grants: z.array(z.object({ ...listing, toGrant: call, touched: call.optional() })).optional(),
    domains: z.array(z.object({ ...listing, toDomain: call })).optional(),
  }),
  reads: z.record(
    z.string(),
    z.object({
      each: z.string().optional(),
      request: call,
      rows: z.string().optional(),
      format: format.optional(),
      page: page.optional(),
      scope: z.string(),
      touchedBy: z.array(z.string().min(2)).max(200).optional(),
    }),
  ),
  checks: z.array(
    z.object({
      name,
      title: z.string().min(1),
      points: z.number().min(0).max(10),
      reads: z.array(z.string()),
      each: z.string().optional(),
      parameters: schema.optional(),
      emptyPasses: z.array(z.string()).optional(),
      touchedBy: z.array(z.string().min(2)).max(200).optional(),
      judge: call.optional(),
      judgeRow: call.optional(),
      remediationAction: z.string().optional(),
    }),
  ),
  actions: z.array(
    z.object({
      name,
      title: z.string().min(1),
      target: z.enum(['ACCOUNT', 'RESOURCE', 'GRANT', 'APP']),
      kinds: z.array(z.string()).optional(),
      effect: z.enum(['REVERSIBLE', 'DISRUPTIVE', 'DESTRUCTIVE']),
      containment: z.number().min(0).max(100).optional(),
      readScopes: z.array(z.string().min(1)).optional(),
      input: schema,
      lookup: call.optional(),
      request: call,
      answers: z.array(z.number()).optional(),
      secrets: z.array(z.string()).optional(),
      confirm: z.object({ request: call, judge: call }).optional(),
      remember: call.optional(),
      undo: z.object({ request: call, judge: call.optional() }).optional(),
    }),
  ),
})

/** Everything that is wrong with a connector's shape, each a sentence; none when it fits. */
export function shapeProblems(value: unknown): string[] {
  const parsed = connector.safeParse(value)
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'connector'}: ${message}`)
  const { card, streams, vocabulary, inventory, reads, checks, actions } = parsed.data
  const { accounts, groups = [], resources = [], grants = [], domains = [] } = inventory
  const listings = [...accounts, ...groups, ...resources, ...grants, ...domains]
  const unjudged = checks
    .filter(check => (check.judge === undefined) !== (check.reads.length === 0))
    .map(({ name }) => `The check "${name}" must either read and judge, or do neither and be looked at by people.`)
  const rowless = checks
    .filter(check => (check.judgeRow === undefined) !== (check.each === undefined))
    .map(({ name }) => `The check "${name}" must have both "each" and "judgeRow", or neither.`)
  const unset = checks
    .filter(({ parameters }) => parameters && !(parameters as z.ZodType).safeParse({}).success)
    .map(({ name }) => `The check "${name}" has a parameter without a default.`)
  const touched = checks.map(check => ({ ...check, touchedBy: touchesOf(check, reads) }))
  return [
    ...unjudged,
    ...rowless,
    ...unset,
    ...referenceProblems({ card, streams, vocabulary, listings, reads, checks: touched, actions }),
  ]
}

type Named = { name: string }
type Scoped = Named & { scopes: string[] }
type Nested = { each?: string | undefined }

/** What the parts of a connector name but is not there, and what is there twice. */
export function referenceProblems({
  card,
  streams,
  vocabulary,
  listings,
  reads,
  checks,
  actions,
}: {
  card: {
    limits: Named[]
    auth: Named[]
    scopes: { scope: string }[]
    hosts: string[]
    baseUrl: string
    found?: Record<string, { read: string }> | undefined
  }
  streams: Scoped[]
  vocabulary: Record<string, unknown>
  listings: (Scoped & Nested)[]
  reads: Record<string, Nested & { rows?: unknown; list?: boolean }>
  checks: (Named & {
    reads: string[]
    each?: string
    emptyPasses?: string[]
    touchedBy?: string[]
    remediationAction?: string
  })[]
  actions: Named[]
}): string[] {
  const problems = touchProblems(checks, vocabulary)
  const lists = {
    stream: streams,
    listing: listings,
    check: checks,
    action: actions,
    limit: card.limits,
    'way to sign in': card.auth,
  }
  for (const [kind, list] of Object.entries(lists)) {
    const names = list.map(item => item.name)
    for (const twice of new Set(names.filter((one, index) => names.indexOf(one) < index))) {
      problems.push(`Two of its ${kind}s are named "${twice}".`)
    }
  }
  const known = new Set(card.scopes.map(({ scope }) => scope))
  for (const { name: owner, scopes } of [...streams, ...listings]) {
    for (const scope of scopes)
      if (!known.has(scope)) problems.push(`"${owner}" needs "${scope}", which the card does not name.`)
  }
  for (const { name: owner, each } of listings) {
    if (each !== undefined && !listings.some(other => other.name === each))
      problems.push(`The listing "${owner}" is read for each of "${each}", which is not there.`)
  }
  for (const [owner, { each }] of Object.entries(reads)) {
    if (each !== undefined && !Object.hasOwn(reads, each))
      problems.push(`The read "${owner}" is done for each of "${each}", which is not there.`)
  }
  for (const [field, { read }] of Object.entries(card.found ?? {})) {
    const list = Object.hasOwn(reads, read) ? reads[read] : undefined
    if (!list || list.each !== undefined || !(list.list ?? list.rows !== undefined))
      problems.push(`The card finds "${field}" by "${read}", which is no list of its own.`)
    // Else an answer could lead credentials anywhere.
    const loose = card.hosts.filter(host => host.includes(`{${field}}`) && !isBelow(host, field))
    for (const host of card.baseUrl.includes(`{${field}}`) ? [...loose, card.baseUrl] : loose)
      problems.push(`What is found as "${field}" may stand before a domain that the card names, not in "${host}".`)
  }
  for (const check of checks) {
    for (const read of check.reads)
      if (!Object.hasOwn(reads, read)) problems.push(`The check "${check.name}" reads "${read}", which is not there.`)
    const list = check.each === undefined ? null : reads[check.each]
    if (list !== null && (!list || list.each !== undefined || !(list.list ?? list.rows !== undefined)))
      problems.push(`The check "${check.name}" judges "${check.each}" row by row, which is no list of its own.`)
    else if (check.each !== undefined && !check.reads.includes(check.each))
      problems.push(`The check "${check.name}" judges "${check.each}" row by row, which it does not read.`)
    for (const read of check.emptyPasses ?? []) {
      if (!check.reads.includes(read))
        problems.push(`The check "${check.name}" passes with an empty "${read}", which it does not read.`)
    }
    const { remediationAction } = check
    if (remediationAction !== undefined && !actions.some(action => action.name === remediationAction)) {
      problems.push(`The check "${check.name}" names the action "${remediationAction}", which is not there.`)
    }
  }
  return problems
}

/** Whether a field stands in a host as one label, with two fixed ones behind it at least. */
function isBelow(host: string, field: string): boolean {
  const labels = host.split('.')
  const places = labels.flatMap((label, index) => (label.includes(`{${field}}`) ? [index] : []))
  const behind = labels.slice(labels.indexOf(`{${field}}`) + 1)
  const isLabel = places.length === 1 && labels[places[0]!] === `{${field}}`
  return isLabel && behind.length >= 2 && behind.every(label => /^[a-z0-9-]+$/i.test(label))
}
