import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ACTIVITIES } from '@casbah/activities'
import { ALERTS } from '@casbah/alerts'
import { ALL_TENANT_SCOPES, APPS, connectAppFor, createPlatformToken, createToken, seedTenant } from '@casbah/apps'
import { createGateway } from '@casbah/gateway'
import {
  createLogger,
  deriveKey,
  openSubgraph,
  tracedHandle,
  Wake,
  type Caller,
  type RunningSubgraph,
} from '@casbah/kit'
import { POSTURE } from '@casbah/posture'
import { CONNECTOR_FOLDERS, installSettings } from './connectors.ts'
import { openDataDir } from './data-dir.ts'
import { openPostgres, prepareDatabase } from './database.ts'
import { deliverySettings } from './delivery.ts'
import { openDemo, type Demo } from './demo.ts'
import type { DemoVendor } from '@casbah/testkit/demo'
import { StartError, type StartOptions } from './options.ts'
import { placeDataSettings } from './place-data.ts'
import { openTracing } from './tracing.ts'
import { trustedDocuments } from './trusted-documents.ts'

/** A whole Casbah in this process. */
export interface Stack {
  url: string
  wsUrl: string
  token: string
  tenant: string
  /** Each demo tenant's token. */
  tokens: Record<string, string>
  subgraphs: Record<'apps' | 'activities' | 'alerts' | 'posture', RunningSubgraph>
  demo: Demo | null
  stop(): Promise<void>
}

export interface AllInOneOptions extends StartOptions {
  /** Days of history that the demo company has. */
  demoDays?: number
  /** Vendors whose customers the demo companies are; all by default. */
  demoAt?: readonly DemoVendor[]
  /** Told of each step and how long it took. */
  onProgress?: (line: string) => void
}

const SUPERGRAPH = join(import.meta.dirname, '..', '..', '..', 'schema', 'supergraph.graphql')

/** Starts everything; when it resolves the graph answers. What was begun is ended again when a step fails. */
export async function startAllInOne(options: AllInOneOptions): Promise<Stack> {
  const undo: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of undo.reverse().splice(0)) await end()
  }
  const step = async <T>(title: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now()
    const value = await work()
    options.onProgress?.(`${title}, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    return value
  }
  try {
    const dir = await openDataDir(options.dataDir)
    undo.push(dir.release)
    const postgres = await step('PostgreSQL runs', () => openPostgres(dir.path))
    undo.push(postgres.stop)
    const { masterKey } = dir
    const { url } = postgres
    await step('Tables are up to date', () => prepareDatabase(url, masterKey))
    const demo = options.demo ? await step('The demo company opened its doors', () => openDemo(options.demoAt)) : null
    if (demo) undo.push(demo.stop)

    const wake = new Wake({ acrossProcesses: false })
    undo.push(() => wake.close())
    const runtime = { url, masterKey, wake }
    let publicUrl = publicUrlFromEnvironment()
    const subgraphs = await step('Subgraphs are open', async () => {
      const activities = await openSubgraph(ACTIVITIES, runtime, placeDataSettings(process.env))
      return {
        apps: await openSubgraph(APPS, runtime, {
          connectorFolders: CONNECTOR_FOLDERS,
          connectorStore: join(dir.path, 'connectors'),
          ...installSettings(process.env),
          routes: demo?.replay.routes ?? routesFromEnvironment(),
          hostName: 'all-in-one',
          publicUrl: () => publicUrl,
          mail: { url: process.env.SMTP_URL, from: process.env.MAIL_FROM },
          ...downloadBytesFromEnvironment(),
        }),
        activities,
        alerts: await openSubgraph(ALERTS, runtime, {
          historyDoor: activities.doors['/history']!,
          delivery: { ...deliverySettings(process.env), publicUrl: () => publicUrl },
        }),
        posture: await openSubgraph(POSTURE, runtime, {}),
      }
    })
    undo.push(async () => {
      // Who reads another ends before it: alerts reads what activities has stored.
      for (const subgraph of Object.values(subgraphs).reverse()) await subgraph.stop()
    })

    const tenants = demo
      ? demo.companies.map(({ tenant, name }) => ({ id: tenant, name }))
      : [{ id: 'main', name: 'Main' }]
    for (const tenant of tenants) await seedTenant(subgraphs.apps.db, tenant)
    const tokens = await tokensOf(
      dir,
      subgraphs.apps,
      tenants.map(tenant => tenant.id),
    )

    await keepPlatformToken(dir, subgraphs.apps)

    const tracing = await openTracing('casbah')
    if (tracing) undo.push(tracing.stop)
    const logger = createLogger('gateway')
    const gateway = createGateway({
      supergraphSdl: await readFile(SUPERGRAPH, 'utf8'),
      subgraphs: Object.fromEntries(
        Object.values(subgraphs).map(({ name, handle }) => [
          name,
          { handle: tracing ? tracedHandle(name, handle, tracing.tracer) : handle },
        ]),
      ),
      authenticate: bearer => lookUp(subgraphs.apps, bearer),
      contextKey: deriveKey(masterKey, 'context'),
      registries: Object.values(subgraphs).flatMap(({ metrics }) => metrics ?? []),
      port: options.port,
      host: '127.0.0.1',
      tracer: tracing?.tracer,
      documents: await trustedDocuments(options.trustedDocuments, options.trustedExcept),
      logger,
      // The token door stays inside.
      doors: {
        '/connect/callback': subgraphs.apps.doors['/connect/callback']!,
        '/intake/': subgraphs.apps.doors['/intake/']!,
        '/export/governance.ndjson': subgraphs.apps.doors['/export/governance.ndjson']!,
        '/export/alerts.ocsf.ndjson': subgraphs.alerts.doors['/export/alerts.ocsf.ndjson']!,
        '/export/posture/': subgraphs.posture.doors['/export/posture/']!,
      },
    })
    undo.push(() => gateway.close())
    const { url: graph, wsUrl } = await gateway.listen().catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        throw new StartError(`Port ${options.port} is in use. Stop what uses it, or give another one with --port.`)
      throw error
    })
    publicUrl ??= new URL('/', graph).href
    await step('Consumers and connectors are at work', async () => {
      for (const subgraph of Object.values(subgraphs)) await subgraph.start()
    })
    const tenant = tenants[0]!.id
    await dir.write('dev.json', { url: graph, wsUrl, token: tokens[tenant], tenant })
    if (demo)
      void playDemo(demo, subgraphs.apps, options).catch(error =>
        logger.error({ error: (error as Error).message }, 'the demo company stopped'),
      )
    return { url: graph, wsUrl, token: tokens[tenant]!, tenant, tokens, subgraphs, demo, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The past is told before the apps are connected, so that the connectors read it as a vendor's history; then life goes on. */
async function playDemo(demo: Demo, apps: RunningSubgraph, options: AllInOneOptions): Promise<void> {
  const days = options.demoDays ?? 30
  await demo.start({ quiet: options.quiet, days, onProgress: line => options.onProgress?.(line) })
  for (const { tenant, name, company } of demo.companies)
    for (const vendor of Object.values(company.vendors))
      await connectAppFor(apps.db, tenant, {
        connector: vendor.slug,
        name: `${name} ${vendor.slug}`,
        config: vendor.config,
        authKind: vendor.authKind,
        credentials: vendor.credentials,
        backfillSince: new Date(Date.now() - days * 86_400_000),
      })
}

/** Where vendors are to be found instead of at home: for tests and proxies, as JSON from host to address. */
function routesFromEnvironment(): Map<string, string> {
  return new Map(Object.entries(JSON.parse(process.env.CASBAH_VENDOR_ROUTES ?? '{}') as Record<string, string>))
}

/** Most bytes of one file of an export, where the operator sets it. */
function downloadBytesFromEnvironment(): { downloadBytes?: number } {
  const { CASBAH_DOWNLOAD_BYTES: text } = process.env
  if (!text) return {}
  if (!/^[1-9]\d*$/.test(text)) throw new StartError('CASBAH_DOWNLOAD_BYTES must be a whole number of bytes.')
  return { downloadBytes: Number(text) }
}

/** Where browsers reach the gateway, when that is another address than the one it listens on. */
function publicUrlFromEnvironment(): string | null {
  const text = process.env.CASBAH_PUBLIC_URL || null
  if (text !== null && !/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : ''))
    throw new StartError(
      `CASBAH_PUBLIC_URL is "${text}", which is no address. Give one such as https://casbah.acme.example.`,
    )
  return text
}

type DataDir = Awaited<ReturnType<typeof openDataDir>>

/** One token a tenant, kept from start to start while it still works. */
async function tokensOf(dir: DataDir, apps: RunningSubgraph, tenants: string[]): Promise<Record<string, string>> {
  const known = (await dir.read<Record<string, string>>('tokens.json')) ?? {}
  const tokens: Record<string, string> = {}
  for (const tenant of tenants) {
    const old = known[tenant]
    tokens[tenant] =
      old && (await lookUp(apps, old))
        ? old
        : await createToken(apps.db, tenant, {
            name: `local start ${new Date().toISOString()}`,
            scopes: [...ALL_TENANT_SCOPES],
            expiresAt: new Date(Date.now() + 365 * 86_400_000),
          })
  }
  await dir.write('tokens.json', tokens)
  return tokens
}

/** The operator's token for what stands above tenants, in a file of its own while it still works. */
async function keepPlatformToken(dir: DataDir, apps: RunningSubgraph): Promise<void> {
  const old = await dir.readText('platform-token')
  if (old && (await lookUp(apps, old))) return
  const name = `local start ${new Date().toISOString()}`
  await dir.writeText('platform-token', await createPlatformToken(apps.db, name))
}

/** Whom a bearer token stands for: asked of apps by the token's hash. */
export async function lookUp(apps: Pick<RunningSubgraph, 'doors'>, bearer: string): Promise<Caller | null> {
  const hash = createHash('sha256').update(bearer).digest('hex')
  const answer = await apps.doors['/token/']!({
    method: 'GET',
    path: `/token/${hash}`,
    query: new URLSearchParams(),
    headers: {},
    body: new Uint8Array(),
  })
  return answer.status === 200 ? (JSON.parse(answer.body) as Caller) : null
}
