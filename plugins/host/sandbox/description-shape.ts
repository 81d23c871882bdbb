import { z } from 'zod'
import { page, referenceProblems, sign } from '../connector-shape.ts'
import type { ConnectorDescription } from '../description.ts'

const text = z.string().max(100_000)
const name = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
const seconds = z.number().nonnegative()
const scopes = z.array(text).max(1_000)
const texts = z.record(text, text)

const auth = z.object({
  name,
  title: text,
  instructions: text,
  fields: z.array(z.object({ name, title: text, secret: z.boolean(), required: z.boolean().optional() })).max(50),
  scheme: z.discriminatedUnion('type', [
    z.object({ type: z.literal('header'), header: text, value: text }),
    z.object({
      type: z.literal('sigv4'),
      accessKeyId: text,
      secretAccessKey: text,
      sessionToken: text.optional(),
    }),
  ]),
})

const limit = z.looseObject({
  name,
  amount: z.number().positive(),
  windowSeconds: z.number().positive(),
  matches: z.array(text).optional(),
  perHost: z.boolean().optional(),
  headers: z.object({ limit: text, remaining: text, reset: text }).optional(),
})

const severity = z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])

/** What a connector says of itself, as it may come out of a sandbox. Fields it does not know stay: they are plain data. */
const description = z.object({
  card: z.looseObject({
    slug: z
      .string()
      .max(100)
      .regex(/^[a-z0-9-]+$/),
    name: text.min(1),
    vendor: text,
    config: z.unknown(),
    baseUrl: text.regex(/^https:\/\//),
    hosts: z.array(text.min(1)).min(1).max(1_000),
    headers: texts.optional(),
    auth: z.array(auth).min(1).max(50),
    limits: z.array(limit).max(1_000),
    throttled: z.array(sign).optional(),
    unauthorised: z.array(sign).optional(),
    scopes: z.array(z.object({ scope: text.min(1), reason: text.min(1) })).max(1_000),
  }),
  streams: z
    .array(
      z.looseObject({
        name,
        description: text,
        rows: text,
        unwrap: text.optional(),
        page,
        order: z.enum(['arrival', 'ascending', 'descending']),
        // A stream that may be asked without end would keep the host from all else.
        intervalSeconds: z.number().min(0.01),
        delaySeconds: seconds.nullable(),
        latenessSeconds: seconds.optional(),
        overlapSeconds: seconds.optional(),
        windowSeconds: z.number().positive().optional(),
        retentionDays: z.number().positive().nullable(),
        secrets: z.array(text.min(1)).optional(),
        scopes,
      }),
    )
    .max(1_000),
  vocabulary: z.record(text, z.tuple([text.min(1), z.number().int(), z.number().int()])),
  listings: z.array(z.looseObject({ name, scopes })).max(1_000),
  reads: z.record(text, z.looseObject({ scope: text, answers: z.array(z.number()).optional(), list: z.boolean() })),
  checks: z
    .array(
      z.looseObject({
        name,
        title: text.min(1),
        description: text,
        severity,
        category: text,
        points: z.number().min(0).max(10),
        reads: z.array(text).min(1),
        remediation: text,
        remediationAction: text.optional(),
        url: text.optional(),
        frameworks: z
          .array(
            z.object({
              framework: text,
              version: text.optional(),
              requirement: text,
              derived: z.boolean().optional(),
            }),
          )
          .optional(),
      }),
    )
    .max(5_000),
  actions: z
    .array(
      z.looseObject({
        name,
        title: text.min(1),
        description: text,
        target: z.enum(['ACCOUNT', 'RESOURCE', 'GRANT', 'APP']),
        effect: z.enum(['REVERSIBLE', 'DISRUPTIVE', 'DESTRUCTIVE']),
        scope: text.nullable(),
        input: z.unknown(),
        confirmable: z.boolean(),
        undoable: z.boolean(),
        undoJudged: z.boolean(),
      }),
    )
    .max(1_000),
})

export const descriptionAnswer = description.transform((said, context): ConnectorDescription => {
  const { card, streams, listings, reads, checks, actions } = said
  for (const message of referenceProblems({ card, streams, listings, reads, checks, actions })) {
    context.addIssue({ code: 'custom', message, input: said })
  }
  return said as ConnectorDescription
})
