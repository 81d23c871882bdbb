import { z } from 'zod'

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'Names are letters, digits, dots, dashes.')
const call = z.custom<(...args: unknown[]) => unknown>(value => typeof value === 'function', 'This must be a function.')
const schema = z.custom<z.ZodType>(
  value => typeof (value as { safeParse?: unknown } | null)?.safeParse === 'function',
  'This must be a zod schema.',
)
const seconds = z.number().nonnegative()
const scopes = z.array(z.string().min(1))
/** How a vendor says something by status, header or body. */
export const sign = z.object({
  status: z.number(),
  bodyIncludes: z.string().optional(),
  header: z.object({ name: z.string(), value: z.string() }).optional(),
})
/** How a list goes on. */
export const page = z.discriminatedUnion('style', [
  z.object({ style: z.literal('link'), keepLast: z.boolean().optional() }),
  z.object({ style: z.literal('bodyCursor'), field: z.string().min(1), more: z.string().optional() }),
  z.object({ style: z.literal('none') }),
])
const stream = z.object({
  name,
  description: z.string(),
  row: schema,
  partitions: call.optional(),
  request: call,
  rows: z.string(),
  unwrap: z.string().optional(),
  page,
  order: z.enum(['arrival', 'ascending', 'descending']),
  time: z.string().min(1),
  id: z.union([z.object({ field: z.string().min(1) }), z.object({ hash: z.literal(true) })]),
  intervalSeconds: z.number().positive(),
  delaySeconds: seconds.nullable(),
  latenessSeconds: seconds.optional(),
  overlapSeconds: seconds.optional(),
  windowSeconds: z.number().positive().optional(),
  retentionDays: z.number().positive().nullable(),
  secrets: z.array(z.string().min(1)).optional(),
  scopes,
  toActivities: call,
})
const connector = z.object({
  card: z.object({
    slug: z.string().regex(/^[a-z0-9-]+$/, 'A slug is lower-case letters, digits and dashes.'),
    name: z.string().min(1),
    vendor: z.string(),
    config: schema,
    baseUrl: z.string().regex(/^https:\/\//, 'The base address begins with https://.'),
    hosts: z.array(z.string().min(1)).min(1),
    headers: z.record(z.string(), z.string()).optional(),
    auth: z
      .array(
        z.object({
          name,
          title: z.string(),
          fields: z.array(z.object({ name, title: z.string(), secret: z.boolean() })),
          scheme: z.object({ type: z.enum(['header', 'sigv4']) }),
        }),
      )
      .min(1),
    limits: z.array(z.object({ name, amount: z.number().positive(), windowSeconds: z.number().positive() })),
    throttled: z.array(sign).optional(),
    unauthorised: z.array(sign).optional(),
    scopes: z.array(z.object({ scope: z.string().min(1), reason: z.string().min(1) })),
    probe: call,
  }),
  streams: z.array(stream),
  vocabulary: z.record(z.string(), z.tuple([z.string().min(1), z.number().int(), z.number().int()])),
  inventory: z.object({
    accounts: z.array(z.object({ name, row: schema, request: call, rows: z.string(), page, scopes, toAccount: call })),
  }),
  reads: z.record(
    z.string(),
    z.object({ request: call, rows: z.string().optional(), page: page.optional(), scope: z.string() }),
  ),
  checks: z.array(
    z.object({
      name,
      title: z.string().min(1),
      points: z.number().min(0).max(10),
      reads: z.array(z.string()).min(1),
      judge: call,
      remediationAction: z.string().optional(),
    }),
  ),
  actions: z.array(
    z.object({
      name,
      title: z.string().min(1),
      target: z.enum(['ACCOUNT', 'RESOURCE', 'GRANT', 'APP']),
      effect: z.enum(['REVERSIBLE', 'DISRUPTIVE', 'DESTRUCTIVE']),
      input: schema,
      request: call,
      confirm: z.object({ request: call, judge: call }).optional(),
      undo: z.object({ request: call, judge: call.optional() }).optional(),
    }),
  ),
})

/** Everything that is wrong with a connector's shape, each a sentence; none when it fits. */
export function shapeProblems(value: unknown): string[] {
  const parsed = connector.safeParse(value)
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'connector'}: ${message}`)
  const { card, streams, inventory, reads, checks, actions } = parsed.data
  return referenceProblems({ card, streams, listings: inventory.accounts, reads, checks, actions })
}

type Named = { name: string }
type Scoped = Named & { scopes: string[] }

/** What the parts of a connector name but is not there, and what is there twice. */
export function referenceProblems({
  card,
  streams,
  listings,
  reads,
  checks,
  actions,
}: {
  card: { limits: Named[]; auth: Named[]; scopes: { scope: string }[] }
  streams: Scoped[]
  listings: Scoped[]
  reads: Record<string, unknown>
  checks: (Named & { reads: string[]; remediationAction?: string })[]
  actions: Named[]
}): string[] {
  const problems: string[] = []
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
  for (const check of checks) {
    for (const read of check.reads)
      if (!Object.hasOwn(reads, read)) problems.push(`The check "${check.name}" reads "${read}", which is not there.`)
    const { remediationAction } = check
    if (remediationAction !== undefined && !actions.some(action => action.name === remediationAction)) {
      problems.push(`The check "${check.name}" names the action "${remediationAction}", which is not there.`)
    }
  }
  return problems
}
