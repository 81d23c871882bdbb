import { randomUUID } from 'node:crypto'
import { userError, type Caller, type Code, type Database, type Tx } from '@casbah/kit'
import type { HostedApp, TryOut } from '@casbah/host'
import type { ConnectorHost } from '../collection/connector-host.ts'
import { wantWork } from '../collection/work.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import type { ConsentService } from '../consent/consent.service.ts'
import type { Vault } from '../credential/vault.ts'
import { once, type Answer } from '../idempotency/once.ts'
import { refreshOwnDomains } from '../inventory/own-domains.ts'
import { isUuid } from '../uuid.ts'
import { appendAppChanged } from './app-changed.ts'
import { checkEntered, type CheckedApp } from './app-input.ts'
import { changeApp, nameTaken, type ProvedSignIn } from './change-app.ts'
import { App, type SyncWish } from './app.entity.ts'
import type { ConnectAppInput, SyncAppInput, UpdateAppInput } from './app.type.ts'

export interface AppServiceParts {
  db: Database
  catalogue: Catalogue
  vault: Vault
  host: ConnectorHost
  consents: ConsentService
  /** Tells this process's collector to look now; others look within two seconds. */
  poke: () => void
}

/** What a write on an app answered. */
export interface AppAnswer extends Answer {
  /** Where an administrator has to consent; kept nowhere. */
  consentUrl?: string | null
}

/** Connects apps and changes how they are run. What it writes is what every host goes by. */
export class AppService {
  private readonly parts: AppServiceParts

  constructor(parts: AppServiceParts) {
    this.parts = parts
  }

  /**
   * Connects an app when the vendor accepts its credentials; its accounts are read, then its streams. One that is signed in to by consent waits for that;
   * `caller` is whom the consent is bound to.
   */
  async connect(tenant: string, input: ConnectAppInput, caller: Caller | null = null): Promise<AppAnswer> {
    const answer = await this.answered(
      once(this.parts.db, tenant, 'connectApp', input.idempotencyKey, () => this.connectOnce(tenant, input, caller)),
    )
    return answer.id ? this.withConsent(tenant, answer.id, caller) : answer
  }

  private async connectOnce(tenant: string, input: ConnectAppInput, caller: Caller | null): Promise<Answer> {
    const { db, catalogue, consents } = this.parts
    if (!catalogue.describe(input.connector)) return refused(['connector'], 'NOT_FOUND', NO_CONNECTOR)
    const { checked, errors } = await checkEntered(catalogue, input)
    if (errors.length) return { id: null, userErrors: errors }
    const backfillSince = input.backfillSince ?? null
    const app = {
      id: randomUUID(),
      slug: input.connector,
      authKind: input.authKind,
      backfillSince,
      connectedAt: new Date(),
    }
    if (await db.read(tenant, tx => nameTaken(tx, checked.name, app.id))) return refused(['name'], 'CONFLICT', TAKEN)
    if (consents.isFor(input.connector, input.authKind)) {
      const hindrance = consents.hindrance(caller)
      if (hindrance) return { id: null, userErrors: [hindrance] }
      return unlessTaken(() => db.write(tenant, tx => this.insert(tx, app, checked, null)))
    }
    const tried = await this.tryOut(hosted(tenant, app, checked))
    if ('userErrors' in tried) return tried
    return unlessTaken(() => db.write(tenant, tx => this.insert(tx, app, checked, tried)))
  }

  /** Changes name, configuration or credentials; new ones of the latter two are tried at the vendor first, and where a consent is needed, after it. */
  async update(tenant: string, input: UpdateAppInput, caller: Caller | null = null): Promise<AppAnswer> {
    const { db, catalogue, vault, consents } = this.parts
    const found = await db.read(tenant, async tx => {
      const app = await this.find(tx, input.id)
      return app && { app, kept: await vault.get(tx, app.id) }
    })
    if (!found) return refused(['id'], 'NOT_FOUND', NO_APP)
    const { app, kept } = found
    if (app.version !== input.expectedVersion) return outdated(app)
    const authKind = input.authKind ?? app.authKind
    if (authKind !== app.authKind && !input.credentials)
      return refused(['credentials'], 'BAD_USER_INPUT', 'Another auth kind needs new credentials.')
    const entered = {
      connector: app.slug,
      name: input.name ?? app.name,
      config: input.config ?? app.config,
      authKind,
      credentials: input.credentials ?? kept?.credentials,
    }
    const { checked, errors } = await checkEntered(catalogue, entered)
    if (errors.length) return { id: null, userErrors: errors }
    const byConsent = consents.isFor(app.slug, authKind)
    if (byConsent && (input.authKind || input.credentials)) {
      const hindrance = consents.hindrance(caller)
      if (hindrance) return { id: null, userErrors: [hindrance] }
      if (await db.read(tenant, tx => nameTaken(tx, checked.name, app.id))) return refused(['name'], 'CONFLICT', TAKEN)
      return this.consent(tenant, caller as Caller, app, { ...checked, authKind })
    }
    const waits = app.state === 'AWAITING_CONSENT' && byConsent
    const reached = Boolean(input.config || input.credentials) && !waits
    let signIn: ProvedSignIn | null = null
    if (reached) {
      // Under an id of its own: the host would try an app that it runs with the old credentials.
      const trial = hosted(tenant, { ...app, id: randomUUID(), authKind }, checked)
      const borrowed = !input.credentials && kept?.session ? { borrowed: kept.session } : {}
      const tried = await this.tryOut(trial, borrowed)
      if ('userErrors' in tried) return tried
      if (input.credentials) signIn = { ...tried, credentials: checked.credentials }
    }
    const { name, config } = checked
    const change = { id: app.id, version: app.version, name, config, authKind, signIn, reached }
    return this.answered(
      unlessTaken(() =>
        db.write(tenant, async tx => {
          if (!(await changeApp(tx, vault, change))) return outdated(app)
          return { id: app.id, userErrors: [] }
        }),
      ),
    )
  }

  pause(tenant: string, id: string): Promise<Answer> {
    return this.setState(tenant, id, `case when state = 'AWAITING_CONSENT' then state else 'PAUSED' end`, async tx => {
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
      for (const table of ['app_work', 'consent', 'touched', 'change_feed'])
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
        if (app.state === 'AWAITING_CONSENT') return refused(['id'], 'CONFLICT', AWAITING)
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

  /** Without what was tried the app waits for a consent, and no host runs it. */
  private async insert(
    tx: Tx,
    app: { id: string; slug: string; authKind: string; backfillSince: Date | null; connectedAt: Date },
    { name, config, credentials }: CheckedApp,
    tried: Pick<ProvedSignIn, 'session' | 'credentialsEnd'> | null,
  ): Promise<Answer> {
    tx.em.create(App, {
      ...app,
      tenant: tx.tenant,
      name,
      config,
      state: tried ? 'SYNCING' : 'AWAITING_CONSENT',
      problem: null,
      lastEventAt: null,
      lastSyncAt: null,
      credentialsExpireAt: tried?.credentialsEnd ? new Date(tried.credentialsEnd) : null,
      version: 1,
      syncWish: null,
    })
    await tx.em.flush()
    await this.parts.vault.put(tx, app.id, credentials, tried?.session ?? null)
    if (tried) {
      await tx.query('insert into apps.app_lease (app, tenant) values ($1, $2)', [app.id, tx.tenant])
      await wantWork(tx, app.id, 'inventory')
    }
    await appendAppChanged(tx, app.id)
    return { id: app.id, userErrors: [] }
  }

  /** Adds the address of a new consent for an app that waits for one. */
  private async withConsent(tenant: string, id: string, caller: Caller | null): Promise<AppAnswer> {
    const { db, vault } = this.parts
    const found = await db.read(tenant, async tx => {
      const app = await this.find(tx, id)
      return app?.state === 'AWAITING_CONSENT' ? { app, kept: await vault.get(tx, id) } : null
    })
    if (!found?.kept || !caller) return { id, userErrors: [] }
    const { app, kept } = found
    const { name, config, authKind } = app
    return this.consent(tenant, caller, app, { name, config, authKind, credentials: kept.credentials })
  }

  private async consent(
    tenant: string,
    caller: Caller,
    app: App,
    wanted: CheckedApp & { authKind: string },
  ): Promise<AppAnswer> {
    const begun = await this.parts.consents.begin(tenant, caller, { ...wanted, app })
    return 'url' in begun
      ? { id: app.id, userErrors: [], consentUrl: begun.url }
      : { id: app.id, userErrors: [begun.error] }
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

  private async tryOut(
    app: HostedApp,
    given: TryOut = {},
  ): Promise<Pick<ProvedSignIn, 'session' | 'credentialsEnd'> | Answer> {
    const tried = await this.parts.host.tryOut(app, given)
    if (!('problem' in tried)) return tried
    const path = tried.problem.code === 'BAD_CONFIG' ? ['input', 'config'] : ['input', 'credentials']
    return { id: null, userErrors: [{ ...tried.problem, path }] }
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

/** An app whose credentials are entered just now. */
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
    credentialsSince: Date.now(),
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

const AWAITING =
  'The app waits for an administrator’s consent at the vendor. updateApp, naming its authKind, answers a new address for it.'
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
