import { ACTIVITIES } from '@casbah/activities'
import { ALERTS } from '@casbah/alerts'
import { APPS, createPlatformToken } from '@casbah/apps'
import { httpDoor } from '@casbah/gateway'
import {
  createLogger,
  Database,
  deriveKey,
  listenSubgraph,
  openSubgraph,
  tracedHandle,
  Wake,
  type RunningSubgraph,
} from '@casbah/kit'
import { POSTURE } from '@casbah/posture'
import { callerOverHttp } from './stack/caller-over-http.ts'
import { CONNECTOR_FOLDERS, installSettings } from './stack/connectors.ts'
import { readKey } from './stack/data-dir.ts'
import { deliverySettings } from './stack/delivery.ts'
import { prepareDatabase } from './stack/database.ts'
import { OPEN_GATEWAY, readServiceEnvironment } from './stack/environment.ts'
import { readGatewayFlags } from './stack/gateway-flags.ts'
import { gatewayOver } from './stack/gateway-over.ts'
import { openGateway } from './stack/open-gateway.ts'
import { StartError } from './stack/options.ts'
import { placeDataSettings } from './stack/place-data.ts'
import { openTracing } from './stack/tracing.ts'
import { trustedDocuments } from './stack/trusted-documents.ts'

// One service of Casbah in a process of its own: `node start-service.js gateway|apps|activities|alerts|posture|migrate|platform-token`, told by the
// environment (docs/guides/operate.md), the gateway by flags, too. The code is that of the all-in-one.

const OPEN = { apps: APPS, activities: ACTIVITIES, alerts: ALERTS, posture: POSTURE }

try {
  const name = process.argv[2] ?? ''
  const { variables, auth } = readGatewayFlags(name === 'gateway' ? process.argv.slice(3) : [])
  const environment = readServiceEnvironment({ ...process.env, ...variables }, auth ? name : OPEN_GATEWAY)
  const tracing = name === 'migrate' || name === 'platform-token' ? null : await openTracing(`casbah-${name}`)
  const close =
    name === 'gateway'
      ? await gateway()
      : name === 'migrate'
        ? await migrateOnce()
        : name === 'platform-token'
          ? await platformToken()
          : await subgraph(name as keyof typeof OPEN)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(
      signal,
      () =>
        void close()
          .then(() => tracing?.stop())
          .then(() => process.exit(0)),
    )

  async function gateway() {
    const { SUPERGRAPH: supergraph, SUPERGRAPH_POLL_SECONDS: seconds, HOST: host, PORT: port } = environment
    const place = { supergraph, everyMs: seconds && seconds * 1_000 }
    const door = { host, port, logger: createLogger('gateway') }
    const opened = auth
      ? await gatewayOver(place, { ...door, ...(await ofCasbah()) })
      : await openGateway({ ...place, ...door })
    const { url } = await opened.listen().catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? new StartError(error.message) : error
    })
    console.log(`gateway is ready at ${url}`)
    return () => opened.close()
  }

  /** Our subgraphs, and who may ask them. */
  async function ofCasbah() {
    const contextKey = deriveKey(readKey(environment.CASBAH_KEY!), 'context')
    const services = {
      apps: environment.APPS_URL,
      activities: environment.ACTIVITIES_URL,
      alerts: environment.ALERTS_URL,
      posture: environment.POSTURE_URL,
    }
    return {
      subgraphs: Object.fromEntries(
        Object.entries(services).map(([service, url]) => [service, { url: url!, wsUrl: url!.replace(/^http/, 'ws') }]),
      ),
      authenticate: (bearer: string) => callerOverHttp(environment.APPS_URL!, bearer, contextKey),
      contextKey,
      doors: {
        '/connect/callback': httpDoor(environment.APPS_URL!),
        '/intake/': httpDoor(environment.APPS_URL!),
        '/export/governance.ndjson': httpDoor(environment.APPS_URL!),
        '/export/alerts.ocsf.ndjson': httpDoor(environment.ALERTS_URL!),
        '/export/posture/': httpDoor(environment.POSTURE_URL!),
      },
      tracer: tracing?.tracer,
      documents: await trustedDocuments(environment.TRUSTED_DOCUMENTS, environment.TRUSTED_EXCEPT),
    }
  }

  async function migrateOnce(): Promise<never> {
    await prepareDatabase(environment.DATABASE_URL!, readKey(environment.CASBAH_KEY!))
    console.log('tables are up to date')
    process.exit(0)
  }

  /** A token for what stands above tenants, printed once: whoever may read the key and the database may have it. */
  async function platformToken(): Promise<never> {
    const masterKey = readKey(environment.CASBAH_KEY!)
    const { entities } = APPS
    const wake = new Wake({ acrossProcesses: false })
    const url = environment.DATABASE_URL!
    const db = await Database.open({ name: 'apps', url, masterKey, entities, wake, logger: createLogger('apps') })
    console.log(await createPlatformToken(db, `made ${new Date().toISOString()}`))
    await db.close()
    process.exit(0)
  }

  async function subgraph(service: keyof typeof OPEN) {
    const masterKey = readKey(environment.CASBAH_KEY!)
    const url = environment.DATABASE_URL!
    const wake = new Wake({ acrossProcesses: true })
    await wake.listen(url)
    const settings = {
      connectorFolders: CONNECTOR_FOLDERS,
      ...(environment.CASBAH_CONNECTOR_STORE && { connectorStore: environment.CASBAH_CONNECTOR_STORE }),
      ...installSettings(process.env),
      routes: new Map(Object.entries(environment.CASBAH_VENDOR_ROUTES)),
      hostName: environment.CASBAH_HOST_NAME,
      publicUrl: () => environment.CASBAH_PUBLIC_URL ?? null,
      mail: { url: environment.SMTP_URL, from: environment.MAIL_FROM },
      delivery: { ...deliverySettings(process.env), publicUrl: () => environment.CASBAH_PUBLIC_URL ?? null },
      ...(environment.CASBAH_DOWNLOAD_BYTES && { downloadBytes: environment.CASBAH_DOWNLOAD_BYTES }),
      // Who reads the past: alerts alone.
      ...(environment.ACTIVITIES_URL && { historyDoor: httpDoor(environment.ACTIVITIES_URL) }),
      ...placeDataSettings(process.env),
      inventory: { intervalMs: environment.CASBAH_INVENTORY_HOURS * 3_600_000 },
    }
    const running: RunningSubgraph = await openSubgraph(
      OPEN[service] as typeof APPS,
      { url, masterKey, wake },
      settings,
    )
    await running.start()
    const http = await listenSubgraph({
      name: service,
      handle: tracing ? tracedHandle(service, running.handle, tracing.tracer) : running.handle,
      contextKey: deriveKey(masterKey, 'context'),
      doors: running.doors,
      metrics: running.metrics,
      ready: () => running.ready(),
      port: environment.PORT,
      host: environment.HOST,
      logger: createLogger(service),
    })
    console.log(`${service} is ready at ${http.url}`)
    return async () => {
      await http.close()
      await running.stop()
      await wake.close()
    }
  }
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(error.message)
  process.exit(1)
}
