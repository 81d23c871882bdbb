import {
  defineAction,
  defineCheck,
  defineConnector,
  defineListing,
  defineStream,
  type Connector,
  type Order,
} from '@casbah/sdk'
import { z } from 'zod'
import type { ReadyConnector } from '../connector-registry.ts'
import { describeConnector } from '../describe.ts'
import { createHost, type Host, type HostOptions } from '../host.ts'
import type { HostedApp } from '../ports.ts'
import { InProcessRunner } from '../runner.ts'
import { MemoryStore } from './memory-store.ts'

const row = z.looseObject({ kind: z.string(), who: z.string().nullish() })

/** A small connector of every part, for one order of its log. */
export function testConnector(
  order: Order = 'ascending',
  changes: Partial<Connector['streams'][number]> = {},
): Connector {
  return defineConnector({
    card: {
      slug: 'acme',
      name: 'Acme',
      vendor: 'Acme Ltd',
      config: z.object({ org: z.string() }),
      baseUrl: 'https://{org}.vendor.test/v1',
      hosts: ['{org}.vendor.test'],
      auth: [
        {
          name: 'token',
          title: 'Token',
          instructions: '',
          fields: [{ name: 'token', title: 'Token', secret: true }],
          scheme: { type: 'header', header: 'Authorization', value: 'Bearer {token}' },
        },
      ],
      limits: [{ name: 'all', amount: 10_000, windowSeconds: 1 }],
      throttled: [{ status: 400, bodyIncludes: 'Throttling' }],
      forbidden: [{ status: 200, bodyIncludes: '"error":"missing_scope"' }],
      failed: [{ status: 200, bodyIncludes: '"ok":false' }],
      scopes: [{ scope: 'log', reason: 'Reads the log.' }],
      probe: () => ({ path: '/me' }),
    },
    streams: [
      {
        ...defineStream<z.infer<typeof row>>({
          name: 'log',
          description: 'The log.',
          row,
          request: ({ since, until, cursor }) => (cursor ? { url: cursor } : { path: '/log', query: { since, until } }),
          rows: '',
          page: { style: 'link', keepLast: order === 'arrival' },
          order,
          time: 'time',
          id: { field: 'id' },
          intervalSeconds: 0.01,
          delaySeconds: null,
          latenessSeconds: 3600,
          overlapSeconds: 60,
          retentionDays: 30,
          secrets: ['secret', 'list.*.token'],
          scopes: ['log'],
          toActivities: ({ kind, who }) => [
            {
              vendorAction: kind,
              outcome: 'SUCCESS',
              actor: who ? { id: who, email: who } : undefined,
              ip: { address: '8.8.8.8:1' },
            },
          ],
        }),
        ...changes,
      },
    ],
    vocabulary: { login: ['user.login', 3002, 1] },
    inventory: {
      accounts: [
        defineListing<{ id: string; email: string }>({
          name: 'users',
          row: z.looseObject({ id: z.string(), email: z.string() }),
          request: ({ cursor }) => (cursor ? { url: cursor } : { path: '/users' }),
          rows: '',
          page: { style: 'link' },
          scopes: ['log'],
          toAccount: ({ id, email }) => ({ externalId: id, email, status: 'ACTIVE', isAdmin: undefined }),
        }),
        defineListing<{ id: string }>({
          name: 'admins',
          row: z.looseObject({ id: z.string() }),
          request: () => ({ path: '/admins' }),
          rows: 'admins',
          page: { style: 'none' },
          scopes: ['log'],
          toAccount: ({ id }) => ({ externalId: id, isAdmin: true }),
        }),
      ],
    },
    reads: {
      settings: { request: () => ({ path: '/settings' }), scope: 'settings.read' },
      secretSettings: { request: () => ({ path: '/forbidden' }), scope: 'secret.read' },
    },
    checks: [
      check('mfa', ['settings'], ({ settings }) => ({
        status: (settings as { mfa: boolean }).mfa ? 'PASS' : 'FAIL',
        message: 'Seen.',
      })),
      check('hidden', ['settings', 'secretSettings'], () => ({ status: 'PASS', message: 'Never said.' })),
      check('throws', ['settings'], () => {
        throw new Error('no field')
      }),
    ],
    actions: [
      defineAction({
        name: 'suspend',
        title: 'Suspend',
        description: 'Suspends.',
        target: 'ACCOUNT',
        effect: 'REVERSIBLE',
        scope: null,
        input: z.object({ note: z.string().default('') }),
        request: ({ target, parameters }) => ({
          method: 'POST',
          path: `/users/${target.externalId}/suspend`,
          json: parameters,
        }),
        confirm: {
          request: ({ target }) => ({ path: `/users/${target.externalId}` }),
          judge: ({ body }) => ({ done: (body as { state: string }).state === 'suspended', result: 'Read.' }),
        },
      }),
    ],
  })
}

function check(name: string, reads: string[], judge: Connector['checks'][number]['judge']) {
  return defineCheck({
    name,
    title: name,
    description: '',
    severity: 'LOW',
    category: 'mfa',
    points: 1,
    reads,
    remediation: '',
    judge,
  })
}

export function ready(connector: Connector): ReadyConnector {
  const description = describeConnector(connector)
  return {
    state: 'READY',
    folder: '.',
    slug: connector.card.slug,
    version: '1.0.0',
    description,
    runner: new InProcessRunner(connector),
    connector,
  }
}

export const CONNECTED = Date.UTC(2026, 0, 10, 12)

export const app = (changes: Partial<HostedApp> = {}): HostedApp => ({
  id: 'app-1',
  tenant: 'tenant-1',
  connector: 'acme',
  config: { org: 'acme' },
  authKind: 'token',
  credentials: { token: 'tok-123456' },
  connectedAt: CONNECTED,
  backfillSince: CONNECTED - 86_400_000,
  epoch: 1,
  ...changes,
})

export function testHost(connector: Connector, options: Partial<HostOptions> = {}): { host: Host; store: MemoryStore } {
  const store = (options.store as MemoryStore | undefined) ?? new MemoryStore()
  const host = createHost({ connectors: [ready(connector)], store, random: () => 0, ...options })
  return { host, store }
}

/** Rows a quarter of an hour apart, from `hours` before the connection on. */
export function logRows(count: number, hours = 5): { id: string; time: string; kind: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `e${index}`,
    time: new Date(CONNECTED - hours * 3_600_000 + index * 900_000).toISOString(),
    kind: 'login',
  }))
}

/** Waits in real time until it holds. */
export async function until(holds: () => boolean, ms = 5_000): Promise<void> {
  for (const end = Date.now() + ms; !holds(); await new Promise(resolve => setTimeout(resolve, 5))) {
    if (Date.now() > end) throw new Error('it did not come to hold in time')
  }
}
