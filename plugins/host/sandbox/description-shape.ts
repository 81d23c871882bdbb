import { z } from 'zod'
import { referenceProblems } from '../connector-shape.ts'
import { auth, exported, found, limit, name, page, polled, pushed, scopes, sign, text } from '../data-shape.ts'
import type { ConnectorDescription } from '../description.ts'

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
    found,
    baseUrl: text.regex(/^https:\/\//),
    hosts: z.array(text.min(1)).min(1).max(1_000),
    headers: z.record(text, text).optional(),
    auth: z.array(auth).min(1).max(50),
    limits: z.array(limit).max(1_000),
    throttled: z.array(sign).optional(),
    unauthorised: z.array(sign).optional(),
    forbidden: z.array(sign).optional(),
    failed: z.array(sign).optional(),
    gone: z.array(sign).optional(),
    scopes: z
      .array(
        z.object({
          scope: text.min(1),
          reason: text.min(1),
          remedy: text.optional(),
          includedIn: scopes.optional(),
          probed: z.boolean(),
        }),
      )
      .max(1_000),
    grantedScopes: z.union([z.literal('token'), z.object({ header: text, separator: text.optional() })]).optional(),
  }),
  streams: z
    .array(
      z.discriminatedUnion('kind', [
        z.looseObject({ kind: z.literal('polled'), ...polled }),
        z.looseObject({ kind: z.literal('exported'), ...exported }),
        z.looseObject({ kind: z.literal('pushed'), ...pushed }),
      ]),
    )
    .max(1_000),
  vocabulary: z.record(text, z.tuple([text.min(1), z.number().int(), z.number().int()])),
  vocabularyCoverage: z.number().min(0).nullable(),
  listings: z
    .array(
      z.looseObject({
        kind: z.enum(['accounts', 'groups', 'resources', 'grants', 'domains']),
        name,
        each: name.optional(),
        scopes,
        page,
        answers: z.array(z.number()).optional(),
        changes: page.nullable(),
        touched: z.boolean(),
        one: z.boolean(),
      }),
    )
    .max(1_000),
  reads: z.record(
    text,
    z.looseObject({
      scope: text,
      answers: z.array(z.number()).optional(),
      each: text.optional(),
      list: z.boolean(),
    }),
  ),
  checks: z
    .array(
      z.looseObject({
        name,
        title: text.min(1),
        description: text,
        severity,
        category: text,
        points: z.number().min(0).max(10),
        reads: z.array(text).max(1_000),
        each: text.optional(),
        parameters: z.unknown().optional(),
        emptyPasses: z.array(text).max(1_000).optional(),
        touchedBy: z.array(text.min(2)).max(200).optional(),
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
        containment: z.number().optional(),
        scope: text.nullable(),
        readScopes: scopes.optional(),
        input: z.unknown(),
        kinds: z.array(text).optional(),
        answers: z.array(z.number()).optional(),
        secrets: z.array(text).optional(),
        looksUp: z.boolean(),
        remembers: z.boolean(),
        confirmable: z.boolean(),
        undoable: z.boolean(),
        undoJudged: z.boolean(),
      }),
    )
    .max(1_000),
})

export const descriptionAnswer = description.transform((said, context): ConnectorDescription => {
  const { card, streams, vocabulary, listings, reads, checks, actions } = said
  for (const message of referenceProblems({ card, streams, vocabulary, listings, reads, checks, actions })) {
    context.addIssue({ code: 'custom', message, input: said })
  }
  return said as ConnectorDescription
})
