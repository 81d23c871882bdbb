import { randomUUID } from 'node:crypto'
import { loadConnectors, type Clock, type LoadedConnector } from '@casbah/host'
import {
  createLogger,
  Database,
  LOG_MIGRATIONS,
  Mailer,
  Wake,
  type MailSettings,
  type UserErrorData,
} from '@casbah/kit'
import { createTestDatabase, migrated, TEST_KEY } from '@casbah/kit/testing'
import type { Actor } from '../actor/actor.type.ts'
import { hostedApp } from '../app/hosted-app.ts'
import type { ConnectorHost } from '../collection/connector-host.ts'
import { connectorHost } from '../collection/host-adapter.ts'
import { PostgresHostStore } from '../collection/store.ts'
import { Catalogue } from '../connector/catalogue.ts'
import { Vault } from '../credential/vault.ts'
import { ENTITIES } from '../entities.ts'
import { ApprovalService } from '../governance/approval/approval.service.ts'
import { endOverdue } from '../governance/approval/overdue.ts'
import { Executor } from '../governance/executor.ts'
import { GovernanceService } from '../governance/governance.service.ts'
import type { RequestActionInput } from '../governance/governance.type.ts'
import { GovernanceWorker } from '../governance/governance.worker.ts'
import { Notifier } from '../governance/notify/notifier.ts'
import { MIGRATIONS } from '../migrations.ts'
import { dueActions } from '../system-statements.ts'

/** The process that carried an action out was killed. */
export class Killed extends Error {}

/** An app to act on, with what it lists. */
export interface BedApp {
  connector: string
  config: Record<string, unknown>
  authKind: string
  credentials: Record<string, string>
  accounts?: { externalId: string; email?: string; name?: string; isProtected?: boolean }[]
  resources?: { externalId: string; kind: string }[]
}

export interface BedOptions {
  connectorFolders: string[]
  clock: Clock
  /** Vendor host to the origin that stands in for it; may change while it runs. */
  routes?: ReadonlyMap<string, string>
  /** Of the network, in real milliseconds. */
  timeoutMs?: number
  mail?: MailSettings
}

/** Governance by itself, on a clock that the test turns: nobody polls, and an action gets a turn when the test gives it one. */
export interface GovernanceBed {
  /** Of its database. */
  url: string
  db: Database
  service: GovernanceService
  approvals: ApprovalService
  catalogue: Catalogue
  /** The app's id, and those of what it lists by their ids at the vendor. */
  connect(tenant: string, app: BedApp): Promise<{ app: string; ids: Record<string, string> }>
  request(tenant: string, input: RequestActionInput): Promise<string>
  undo(tenant: string, id: string): Promise<UserErrorData[]>
  /** A turn for each action that is due, as a process just started would give it. With a point it is killed when it comes there: rejects with `Killed`. */
  turn(killedAt?: string): Promise<number>
  /** Ends what waited too long. */
  endOverdue(): Promise<number>
  action(tenant: string, id: string): Promise<BedAction>
  close(): Promise<void>
}

export interface BedAction {
  state: string
  result: string | null
  error: { code: string; message: string } | null
  undoable: boolean
  awaits: string | null
  /** Epoch ms. */
  nextAt: number
  log: string[]
}

export const ANN: Actor = { kind: 'MEMBER', id: 'ann', name: 'Ann', email: 'ann@acme.example' }

export async function openGovernanceBed(options: BedOptions): Promise<GovernanceBed> {
  const database = await createTestDatabase(migrated({ log: LOG_MIGRATIONS, apps: MIGRATIONS }))
  const wake = new Wake({ acrossProcesses: false })
  const logger = createLogger('apps')
  const db = await Database.open({
    name: 'apps',
    url: database.url,
    masterKey: TEST_KEY,
    entities: ENTITIES,
    wake,
    logger,
  })
  const connectors = await loadConnectors(options.connectorFolders, { log: logger })
  const catalogue = new Catalogue(connectors)
  const vault = new Vault(TEST_KEY)
  const now = () => options.clock.now()
  const host = hostOf(db, vault, connectors, options)
  const executor = new Executor(host, new Notifier(db, catalogue, new Mailer(options.mail)))
  const service = new GovernanceService({ db, catalogue, vault, executor, now })
  const approvals = new ApprovalService(db, catalogue, now)
  const apps: string[] = []

  const worker = (killedAt?: string) =>
    new GovernanceWorker({
      db,
      executor,
      catalogue,
      now,
      crashPoint: point => {
        if (point === killedAt) throw new Killed(point)
      },
    })

  return {
    url: database.url,
    db,
    service,
    approvals,
    catalogue,
    connect: async (tenant, app) => {
      const id = randomUUID()
      const ids = await db.write(tenant, async tx => {
        await tx.query(
          `insert into apps.app (tenant, id, name, connector, state, config, auth_kind, connected_at)
           values ($1, $2, $3, $4, 'HEALTHY', $5, $6, $7)`,
          [
            tenant,
            id,
            `${app.connector} ${id.slice(0, 4)}`,
            app.connector,
            JSON.stringify(app.config),
            app.authKind,
            new Date(now()),
          ],
        )
        await vault.put(tx, id, app.credentials)
        const made: Record<string, string> = {}
        for (const { externalId, email = null, name = null, isProtected = false } of app.accounts ?? []) {
          made[externalId] = randomUUID()
          await tx.query(
            `insert into apps.account (tenant, id, app, external_id, email, display_name, status, is_admin, is_service, is_external, is_protected, groups)
             values ($1, $2, $3, $4, $5, $6, 'ACTIVE', false, false, false, $7, '[]')`,
            [tenant, made[externalId], id, externalId, email, name, isProtected],
          )
        }
        for (const { externalId, kind } of app.resources ?? []) {
          made[externalId] = randomUUID()
          await tx.query(
            `insert into apps.resource (tenant, id, app, external_id, listing, run, kind, name, exposure, audience, shared_with, hash)
             values ($1, $2, $3, $4, 'all', 1, $5, $4, 'PUBLIC', '[]', '[]', '')`,
            [tenant, made[externalId], id, externalId, kind],
          )
        }
        return made
      })
      apps.push(id)
      return { app: id, ids }
    },
    request: async (tenant, input) => {
      const { id, userErrors } = await service.request(tenant, input, ANN)
      if (!id) throw new Error(JSON.stringify(userErrors))
      return id
    },
    undo: async (tenant, id) => (await service.undo(tenant, { id, reason: 'by mistake' }, ANN)).userErrors,
    turn: async killedAt => {
      const due = await dueActions(db, apps, now())
      const one = worker(killedAt)
      for (const { id, app, tenant } of due) {
        const hosted = await db.read(tenant, tx => hostedApp(tx, vault, app, 1))
        if (hosted)
          await one.run(hosted, id).catch(error => (error instanceof Killed ? die(db, tenant, id, error) : fail(error)))
      }
      return due.length
    },
    endOverdue: () => endOverdue(db, now()),
    action: (tenant, id) =>
      db.read(tenant, async tx => {
        const [row] = await tx.query<Omit<BedAction, 'log'>>(
          `select state, result, error, undoable, awaits, (extract(epoch from next_at) * 1000)::float8 as "nextAt"
           from apps.governance_action where tenant = $1 and id = $2`,
          [tenant, id],
        )
        const log = await tx.query<{ state: string }>(
          'select state from apps.governance_event where tenant = $1 and action = $2 order by id',
          [tenant, id],
        )
        return { ...row!, log: log.map(({ state }) => state) }
      }),
    close: async () => {
      await host.close()
      await db.close()
      await wake.close()
      await database.drop()
    },
  }
}

/** A killed process could not have put anything off. */
async function die(db: Database, tenant: string, id: string, killed: Killed): Promise<never> {
  await db.write(tenant, tx =>
    tx.query(`update apps.governance_action set tries = 0, next_at = 'epoch' where tenant = $1 and id = $2`, [
      tenant,
      id,
    ]),
  )
  throw killed
}

function fail(error: unknown): never {
  throw error
}

function hostOf(db: Database, vault: Vault, connectors: LoadedConnector[], options: BedOptions): ConnectorHost {
  const { clock, routes, timeoutMs = 2_000 } = options
  const store = new PostgresHostStore({
    db,
    vault,
    crashPoint: () => undefined,
    appOf: () => null,
    pressure: () => null,
    onError: error => {
      throw error
    },
  })
  const timeouts = { connect: 2_000, headers: timeoutMs, body: timeoutMs }
  return connectorHost({ connectors, store, clock, timeouts, ...(routes && { routes }) })
}
