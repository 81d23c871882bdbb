import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { StartError } from './options.ts'

const address = z.url().describe('such as http://apps:4001/graphql')

const SHARED = {
  CASBAH_KEY: z.string().optional().describe('64 hex digits, the same for every service'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  HOST: z.string().default('127.0.0.1'),
  CASBAH_HOST_NAME: z.string().default(hostname()),
  CASBAH_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .describe('such as https://casbah.acme.example')
    .optional(),
  CASBAH_VENDOR_ROUTES: z
    .string()
    .default('{}')
    .transform((text, context) => {
      try {
        return z.record(z.string(), z.url()).parse(JSON.parse(text))
      } catch {
        context.addIssue('must be a JSON object from vendor host to address')
        return z.NEVER
      }
    }),
  CASBAH_DOWNLOAD_BYTES: z.coerce.number().int().positive().optional(),
  CASBAH_INVENTORY_HOURS: z.coerce.number().positive().max(720).default(24),
  CASBAH_CONNECTOR_STORE: z.string().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  SUPERGRAPH: z.string().default(join(import.meta.dirname, '..', '..', '..', 'schema', 'supergraph.graphql')),
  SUPERGRAPH_POLL_SECONDS: z.coerce.number().positive().max(86_400).optional(),
  TRUSTED_DOCUMENTS: z.string().optional(),
  TRUSTED_EXCEPT: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  APPS_URL: address.optional(),
  ACTIVITIES_URL: address.optional(),
  ALERTS_URL: address.optional(),
  POSTURE_URL: address.optional(),
}

export type ServiceEnvironment = z.infer<z.ZodObject<typeof SHARED>>

/** A gateway without tokens, for any supergraph: it needs nothing of Casbah. */
export const OPEN_GATEWAY = 'gateway --no-auth'

const NEEDS: Record<string, (keyof typeof SHARED)[]> = {
  gateway: ['CASBAH_KEY', 'APPS_URL', 'ACTIVITIES_URL', 'ALERTS_URL', 'POSTURE_URL'],
  [OPEN_GATEWAY]: ['SUPERGRAPH'],
  apps: ['CASBAH_KEY', 'DATABASE_URL'],
  activities: ['CASBAH_KEY', 'DATABASE_URL'],
  alerts: ['CASBAH_KEY', 'DATABASE_URL', 'ACTIVITIES_URL'],
  posture: ['CASBAH_KEY', 'DATABASE_URL'],
  migrate: ['CASBAH_KEY', 'DATABASE_URL'],
  'platform-token': ['CASBAH_KEY', 'DATABASE_URL'],
}

/** Where it need not be said. */
const PORTS: Record<string, number> = { [OPEN_GATEWAY]: 4000, migrate: 0, 'platform-token': 0 }

/** Reads what a service is told by the environment; everything wrong is told at once. */
export function readServiceEnvironment(variables: NodeJS.ProcessEnv, service: string): ServiceEnvironment {
  const needs = NEEDS[service]
  if (!needs)
    throw new StartError(
      `There is no service ${service || '(none given)'}. There are: ${Object.keys(NEEDS).join(', ')}.`,
    )
  const read = z.object(SHARED).safeParse({ ...variables, PORT: variables.PORT ?? PORTS[service] })
  const wrong = read.success ? [] : read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  for (const name of needs) if (!variables[name]) wrong.push(`${name}: needed by ${service}`)
  if (!read.success || wrong.length)
    throw new StartError(`The environment of ${service} is not complete:\n  ${wrong.join('\n  ')}`)
  return read.data
}
