import { randomUUID } from 'node:crypto'
import { userError, type Code, type Database, type Tx } from '@casbah/kit'
import type { HostedApp } from '@casbah/host'
import type { ConnectorHost } from '../collection/connector-host.ts'
import { wantWork } from '../collection/work.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import type { Vault } from '../credential/vault.ts'
import { once, type Answer } from '../idempotency/once.ts'
import { refreshOwnDomains } from '../inventory/own-domains.ts'
import { isUuid } from '../uuid.ts'
import { appendAppChanged } from './app-changed.ts'
import { checkEntered, type CheckedApp } from './app-input.ts'
import { App, type SyncWish } from './app.entity.ts'
import type { ConnectAppInput, SyncAppInput, UpdateAppInput } from './app.type.ts'

export interface AppServiceParts {
  db: Database
  catalogue: Catalogue
  vault: Vault
  host: ConnectorHost
  /** Tells this process's collector to look now; others look within two seconds. */
  poke: () => void
}

/** Connects apps and changes how they are run. What it writes is what every host goes by. */
export class AppService {
  private readonly parts: AppServiceParts

  constructor(parts: AppServiceParts) {
    this.parts = parts
  }

  /** Connects an app when the vendor accepts its credentials; its accounts are read, then its streams. */
  connect(tenant: string, input: ConnectAppInput): Promise<Answer> {
    return this.answered(
      once(this.parts.db, tenant, 'connectApp', input.idempotencyKey, async () => {
        if (!this.parts.catalogue.describe(input.connector)) return refused(['connector'], 'NOT_FOUND', NO_CONNECTOR)
        const { checked, errors } = await checkEntered(this.parts.catalogue, input)
        if (errors.length) return { id: null, userErrors: errors }
        const backfillSince = input.backfillSince ?? null
        const app = {
          id: randomUUID(),
          slug: input.connector,
          authKind: input.authKind,
          backfillSince,
          connectedAt: new Date(),
        }
        const taken = await this.parts.db.read(tenant, tx => nameTaken(tx, checked.name, app.id))
        if (taken) return taken
        const problem = await this.probe(hosted(tenant, app, checked))
        if (problem) return problem
        return unlessTaken(() => this.parts.db.write(tenant, tx => this.insert(tx, app, checked)))
      }),
    )
  }

  /** Changes name, configuration or credentials; new ones of the latter two are tried at the vendor first. */
  async update(tenant: string, input: UpdateAppInput): Promise<Answer> {
    const { db, catalogue, vault } = this.parts
    const found = await db.read(tenant, async tx => {
      const app = await this.find(tx, input.id)
      return app && { app, credentials: await vault.get(tx, app.id) }
    })
    if (!found) return refused(['id'], 'NOT_FOUND', NO_APP)
    const { app } = found
    if (app.version !== input.expectedVersion) return outdated(app)
    const authKind = input.authKind ?? app.authKind
    if (authKind !== app.authKind && !input.credentials)
      return refused(['credentials'], 'BAD_USER_INPUT', 'Another auth kind needs new credentials.')
    const entered = {
      connector: app.slug,
      name: input.name ?? app.name,
      config: input.config ?? app.config,
      authKind,
      credentials: input.credentials ?? found.credentials,
    }
    const { checked, errors } = await checkEntered(catalogue, entered)
    if (errors.length) return { id: null, userErrors: errors }
    const reached = input.config || input.credentials
    // Under an id of its own: the host would try an app that it runs with the old credentials.
    const problem = reached ? await this.probe(hosted(tenant, { ...app, id: randomUUID(), authKind }, checked)) : null
    if (problem) return problem
    return this.answered(
      unlessTaken(() =>
        db.write(tenant, async tx => {
          const changed = await tx.query(
            `update apps.app set name = $4, config = $5, auth_kind = $6, version = version + 1, changed_at = now(),
               state = case when $7 and state = 'AUTH_FAILED' then 'SYNCING' else state end, problem = case when $7 then null else problem end
             where tenant = $1 and id = $2 and version = $3 and state <> 'DISCONNECTED' returning 1`,
            [tenant, app.id, app.version, checked.name, JSON.stringify(checked.config), authKind, Boolean(reached)],
          )
          if (!changed.length) return outdated(app)
          await vault.put(tx, app.id, checked.credentials)
          if (reached) {
            // What failed with the old ones is to be tried afresh.
            await tx.query('update apps.app_stream set state = $3, last_error = null where tenant = $1 and app = $2', [
              tenant,
              app.id,
              'IDLE',
            ])
            await wantWork(tx, app.id, 'inventory')
          }
          await appendAppChanged(tx, app.id)
          return { id: app.id, userErrors: [] }
        }),
      ),
    )
  }

  pause(tenant: string, id: string): Promise<Answer> {
    return this.setState(tenant, id, `'PAUSED'`, async tx => {
      await tx.query(`update apps.app_stream set state = 'PAUSED', last_error = null where tenant = $1 and app = $2`, [
        tenant,
        id,
      ])
    })
  }

  /** Reads on; the app is SYNCING until its streams show how it goes. */
  resume(tenant: string, id: string): Promise<Answer> {
    return this.setState(tenant, id, `case when state = 'PAUSED' then 'SYNCING' else state end`)
  }

  /** Ends the collection and destroys the credentials; the app stays to name its history. With `deleteData` all that was collected goes, too: here and, told by the log, at the neighbours. */
  disconnect(tenant: string, id: string, deleteData = false): Promise<Answer> {
    const also = async (tx: Tx) => {
      await this.parts.vault.destroy(tx, id)
      for (const table of ['app_work', 'touched', 'change_feed'])
        await tx.query(`delete from apps.${table} where tenant = $1 and app = $2`, [tenant, id])
      await refreshOwnDomains(tx)
      if (deleteData)
        await tx.query('update apps.app set deletes_data = true where tenant = $1 and id = $2', [tenant, id])
    }
    return this.setState(tenant, id, `'DISCONNECTED'`, also, deleteData)
  }

  async sync(tenant: string, input: SyncAppInput): Promise<Answer> {
    return this.answered(
      this.parts.db.write(tenant, async tx => {
        const app = await this.find(tx, input.id)
        if (!app) return refused(['id'], 'NOT_FOUND', NO_APP)
        if (app.state === 'PAUSED') return refused(['id'], 'CONFLICT', 'The app is paused. Resume it first.')
        const streams = this.parts.catalogue.describe(app.slug)?.streams ?? []
        const known = streams.map(({ name }) => name)
        const unknown = (input.streams ?? []).filter(name => !known.includes(name))
        if (unknown.length)
          return refused(
            ['streams'],
            'NOT_FOUND',
            `There is no stream ${unknown.join(', ')}. The app has ${known.join(', ')}.`,
          )
        const now = Date.now()
        const since = input.since?.getTime()
        if (since !== undefined && since >= now)
          return refused(['since'], 'BAD_USER_INPUT', 'Nothing lies behind this time yet. Give one that has passed.')
        const pushed = streams.filter(({ kind, name }) => kind === 'pushed' && input.streams?.includes(name))
        if (since !== undefined && pushed.length)
          return refused(
            ['streams'],
            'BAD_USER_INPUT',
            `${pushed[0]!.name} is pushed by the vendor and cannot be read again.`,
          )
        const reread =
          since === undefined ? (app.syncWish?.reread ?? null) : { at: now, since, streams: input.streams ?? null }
        const wish: SyncWish = { at: now, streams: input.streams ?? null, reread }
        await tx.query('update apps.app set sync_wish = $3 where tenant = $1 and id = $2', [
          tenant,
          app.id,
          JSON.stringify(wish),
        ])
        return { id: app.id, userErrors: [] }
      }),
    )
  }

  private async insert(
    tx: Tx,
    app: { id: string; slug: string; authKind: string; backfillSince: Date | null; connectedAt: Date },
    { name, config, credentials }: CheckedApp,
  ): Promise<Answer> {
    tx.em.create(App, {
      ...app,
      tenant: tx.tenant,
      name,
      config,
      state: 'SYNCING',
      problem: null,
      lastEventAt: null,
      lastSyncAt: null,
      version: 1,
      syncWish: null,
    })
    await tx.em.flush()
    await this.parts.vault.put(tx, app.id, credentials)
    await tx.query('insert into apps.app_lease (app, tenant) values ($1, $2)', [app.id, tx.tenant])
    await wantWork(tx, app.id, 'inventory')
    await appendAppChanged(tx, app.id)
    return { id: app.id, userErrors: [] }
  }

  private setState(
    tenant: string,
    id: string,
    state: string,
    also?: (tx: Tx) => Promise<void>,
    deletedData = false,
  ): Promise<Answer> {
    return this.answered(
      this.parts.db.write(tenant, async tx => {
        // The lease is locked before the app, as a host's commit does; without it no host runs the app.
        if (state === `'DISCONNECTED'` && isUuid(id))
          await tx.query('delete from apps.app_lease where app = $1 and tenant = $2', [id, tenant])
        const changed = isUuid(id)
          ? await tx.query(
              `update apps.app set state = ${state}, problem = null, version = version + 1, changed_at = now()
               where tenant = $1 and id = $2 and state <> 'DISCONNECTED' returning 1`,
              [tenant, id],
            )
          : []
        if (!changed.length) return refused(['id'], 'NOT_FOUND', NO_APP)
        await also?.(tx)
        await appendAppChanged(tx, id, deletedData)
        return { id, userErrors: [] }
      }),
    )
  }

  private find(tx: Tx, id: string): Promise<App | null> {
    if (!isUuid(id)) return Promise.resolve(null)
    return tx.em.findOne(App, { tenant: tx.tenant, id, state: { $ne: 'DISCONNECTED' } }, { disableIdentityMap: true })
  }

  private async probe(app: HostedApp): Promise<Answer | null> {
    const problem = await this.parts.host.probe(app)
    const path = problem?.code === 'BAD_CONFIG' ? ['input', 'config'] : ['input', 'credentials']
    return problem && { id: null, userErrors: [{ ...problem, path }] }
  }

  private async answered(going: Promise<Answer>): Promise<Answer> {
    const answer = await going
    if (answer.id) this.parts.poke()
    return answer
  }
}

const NO_APP = 'There is no connected app with this id. List them with `apps`.'
const NO_CONNECTOR =
  'There is no such connector, or it could not be loaded. `connectors` lists them with their problems.'

function hosted(
  tenant: string,
  app: Pick<App, 'id' | 'slug' | 'authKind' | 'backfillSince' | 'connectedAt'>,
  { config, credentials }: CheckedApp,
): HostedApp {
  const { id, slug: connector, authKind, backfillSince, connectedAt } = app
  return {
    id,
    tenant,
    connector,
    config,
    authKind,
    credentials,
    connectedAt: connectedAt.getTime(),
    backfillSince: backfillSince?.getTime() ?? null,
    epoch: 0,
  }
}

function refused(path: string[], code: Code, message: string): Answer {
  return { id: null, userErrors: [userError(code, message, ['input', ...path])] }
}

function outdated({ version }: App): Answer {
  return refused(['expectedVersion'], 'CONFLICT', `The app was changed; it is at version ${version}. Read it again.`)
}

async function nameTaken(tx: Tx, name: string, except: string): Promise<Answer | null> {
  const [other] = await tx.query(
    `select 1 from apps.app where tenant = $1 and name = $2 and id <> $3 and state <> 'DISCONNECTED'`,
    [tx.tenant, name, except],
  )
  return other ? refused(['name'], 'CONFLICT', TAKEN) : null
}

const TAKEN = 'Another app has this name. Choose one of its own.'

/** Two writers may take the same name at once; the database lets one. */
async function unlessTaken(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === '23505' && message.includes('app_name')) return refused(['name'], 'CONFLICT', TAKEN)
    throw error
  }
}
