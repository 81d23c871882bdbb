import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_REGISTRY, loadConnectors, PackageStore, systemClock } from '@casbah/host'
import { deriveKey, dropReadEntries, Mailer, type Database, type Dependencies, type Parts } from '@casbah/kit'
import { ApiTokenResolver } from './api-token/api-token.resolver.ts'
import { tokenDoor } from './api-token/token-door.ts'
import { AppMutations } from './app/app.mutations.ts'
import { AppService } from './app/app.service.ts'
import { Collector } from './collection/collector.ts'
import { connectorHost } from './collection/host-adapter.ts'
import { PostgresHostStore } from './collection/store.ts'
import { Catalogue } from './connector/catalogue.ts'
import { ConnectorMutations } from './connector/connector.mutations.ts'
import { ConnectorService } from './connector/connector.service.ts'
import { descriptionCache } from './connector/description-cache.ts'
import { Fleet } from './connector/fleet.ts'
import { CALLBACK, consentDoor } from './consent/consent-door.ts'
import { ConsentService } from './consent/consent.service.ts'
import { appsConsumers } from './consumers.ts'
import { Vault } from './credential/vault.ts'
import { Deletions } from './deletion/deletions.ts'
import { governanceDoor } from './governance-log/export-door.ts'
import { GovernanceLogResolver } from './governance-log/governance-log.resolver.ts'
import { ApprovalResolver } from './governance/approval/approval.resolver.ts'
import { ApprovalService } from './governance/approval/approval.service.ts'
import { endOverdue } from './governance/approval/overdue.ts'
import { GovernanceBatchResolver } from './governance/batch/governance-batch.resolver.ts'
import { GovernanceBatchService } from './governance/batch/governance-batch.service.ts'
import { Executor } from './governance/executor.ts'
import { GovernanceResolver } from './governance/governance.resolver.ts'
import { GovernanceService } from './governance/governance.service.ts'
import { GovernanceWorker } from './governance/governance.worker.ts'
import { Notifier } from './governance/notify/notifier.ts'
import { HealthTeller } from './health/health-teller.ts'
import { IntakeAddresses } from './intake/intake-address.ts'
import { intakeDoor } from './intake/intake-door.ts'
import { IntakeService } from './intake/intake.service.ts'
import { LeaseKeeper } from './lease/lease-keeper.ts'
import { Changes } from './live/changes.ts'
import { actionPrints, appPrints } from './live/prints.ts'
import { LiveSources } from './live/sources.ts'
import { StreamMetrics } from './metrics.ts'
import type { AppsSettings } from './settings.ts'
import { SimulationResolver } from './simulation/simulation.resolver.ts'

const LOOK_MS = 2_000
const DELETIONS_MS = 5_000
const PRESSURE_MS = 10_000
const OVERDUE_MS = 30_000
const HEALTH_MS = 60_000
/** The event log is rid of what everybody has read this often. */
const RETENTION_MS = 3_600_000

const services = new WeakMap<Database, AppService>()

/** The service of the subgraph that runs on a database handle. */
export function serviceOf(db: Database): AppService {
  const service = services.get(db)
  if (!service)
    throw new Error('No apps subgraph runs on this database handle; take `db` of the one that openSubgraph gave.')
  return service
}

/** Brings the subgraph to life; `start` takes leases and begins to collect. */
export async function createApps(dependencies: Dependencies, settings: AppsSettings): Promise<Parts> {
  const { db, logger, masterKey, crashPoint } = dependencies
  const loading = { log: logger, descriptions: descriptionCache(db) }
  const connectors = await loadConnectors(settings.connectorFolders, loading)
  const catalogue = new Catalogue(connectors)
  const vault = new Vault(masterKey)
  const warn = (error: Error) => logger.warn({ error: error.message }, 'apps: work in the background failed')
  const store = new PostgresHostStore({
    db,
    vault,
    crashPoint,
    appOf: id => collector.runApp(id),
    pressure: () => collector.pressure,
    onError: warn,
  })
  const metrics = new StreamMetrics()
  const host = connectorHost({
    connectors,
    store,
    routes: settings.routes,
    ...(settings.clock && { clock: settings.clock }),
    ...(settings.downloadBytes && { downloadBytes: settings.downloadBytes }),
    meter: metrics,
    ...(settings.inventory && { inventory: settings.inventory }),
    log: logger,
    crashPoint: step => crashPoint(`host:${step}`),
  })
  const now = () => (settings.clock ?? systemClock).now()
  const executor = new Executor(host, new Notifier(db, catalogue, new Mailer(settings.mail)))
  const governance = new GovernanceService({ db, catalogue, vault, executor, now })
  const approvals = new ApprovalService(db, catalogue, now)
  const batches = new GovernanceBatchService(db, catalogue, governance, now)
  const worker = new GovernanceWorker({ db, executor, catalogue, crashPoint, now })
  const collector: Collector = new Collector({
    db,
    logger,
    catalogue,
    vault,
    host,
    store,
    governance: worker,
    metrics,
    now,
  })
  const passing = settings.connectorStore === undefined ? await mkdtemp(join(tmpdir(), 'casbah-connectors-')) : null
  const fleet = new Fleet({
    db,
    logger,
    catalogue,
    host,
    store: new PackageStore(settings.connectorStore ?? passing!),
    loading,
    onReplaced: apps => collector.resume(apps),
  })
  const connectorService = new ConnectorService({
    db,
    logger,
    catalogue,
    fleet,
    registry: settings.registry ?? DEFAULT_REGISTRY,
    paths: settings.connectorPaths ?? [],
  })
  const intake = new IntakeService({
    db,
    logger,
    catalogue,
    vault,
    host,
    metrics,
    pressure: () => collector.pressure,
    crashPoint,
  })
  const keeper = new LeaseKeeper({
    db,
    logger,
    owner: settings.hostName,
    onTaken: lease => collector.take(lease),
    onLost: lease => collector.lose(lease),
  })
  const health = new HealthTeller({ db, catalogue, leases: () => keeper.leases, now: Date.now })
  const deletions = new Deletions(db, logger)
  let running = false
  const look = async () => {
    if (!running) return
    await keeper.scan()
    await collector.look()
    await deletions.look()
  }
  const poke = () => void look()
  const publicUrl = settings.publicUrl ?? (() => null)
  const consents = new ConsentService({ db, catalogue, vault, host, publicUrl, now, poke })
  const service = new AppService({ db, catalogue, vault, host, consents, poke })
  services.set(db, service)
  const consumers = appsConsumers(dependencies, governance, poke)
  const sources = new LiveSources(new Changes(appPrints(db), warn), new Changes(actionPrints(db), warn))
  let timers: NodeJS.Timeout[] = []

  return {
    instances: [
      new ApiTokenResolver(),
      new ConnectorMutations(connectorService, catalogue),
      new AppMutations(service, { db, catalogue, vault, host, epochOf: id => collector.runApp(id)?.epoch ?? 0 }),
      new GovernanceResolver(governance, db, poke),
      new GovernanceLogResolver(db),
      new ApprovalResolver(approvals, poke),
      new GovernanceBatchResolver(batches, approvals, db, poke),
      new SimulationResolver(db),
      sources,
      new IntakeAddresses(catalogue, publicUrl),
    ],
    start: async () => {
      await fleet.look()
      await catalogue.publish(db)
      running = true
      await keeper.start()
      await collector.look()
      for (const consumer of consumers) consumer.start()
      const tellHealth = () => void health.look().catch(warn)
      tellHealth()
      timers = [
        setInterval(() => void fleet.look(), LOOK_MS),
        setInterval(() => void collector.look(), LOOK_MS),
        setInterval(() => void deletions.look(), DELETIONS_MS),
        setInterval(() => void collector.checkPressure().catch(warn), PRESSURE_MS),
        setInterval(() => void endOverdue(db, now()).catch(warn), OVERDUE_MS),
        setInterval(tellHealth, HEALTH_MS),
        setInterval(() => void dropReadEntries(db).catch(warn), RETENTION_MS),
      ]
    },
    stop: async () => {
      const begun = running
      running = false
      for (const timer of timers) clearInterval(timer)
      await fleet.inTurn(async () => undefined)
      sources.close()
      if (begun) await Promise.all(consumers.map(consumer => consumer.stop()))
      await deletions.stop()
      await health.stop()
      await collector.stop()
      if (begun) await keeper.stop()
      if (passing) await rm(passing, { recursive: true, force: true })
    },
    ready: async () => running,
    doors: {
      '/token/': tokenDoor(db),
      '/intake/': intakeDoor(intake),
      '/export/governance.ndjson': governanceDoor(db, masterKey),
      [CALLBACK]: consentDoor(consents, deriveKey(masterKey, 'context')),
    },
    metrics: metrics.registry,
  }
}
