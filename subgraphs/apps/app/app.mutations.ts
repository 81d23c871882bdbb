import { userError, type Context, type Database } from '@casbah/kit'
import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql'
import type { ConnectorHost } from '../collection/connector-host.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import { connectorBySlug } from '../connector/connector.loader.ts'
import type { Vault } from '../credential/vault.ts'
import { App } from './app.entity.ts'
import { appById } from './app.loader.ts'
import { checkRights } from './app-rights.ts'
import { streamsByApp } from './app-streams.ts'
import type { AppAnswer, AppService } from './app.service.ts'
import {
  AppIdInput,
  AppPayload,
  ConnectAppInput,
  DisconnectAppInput,
  SyncAppInput,
  TestAppPayload,
  UpdateAppInput,
} from './app.type.ts'
import { hostedApp } from './hosted-app.ts'

export interface TestParts {
  /** Epoch of the lease under which this process runs an app; 0 when it does not. */
  epochOf: (app: string) => number
  db: Database
  catalogue: Catalogue
  vault: Vault
  host: ConnectorHost
}

const WRITE = '@requiresScopes(scopes: [["apps:write"]])'

@Resolver(() => App)
export class AppMutations {
  private readonly service: AppService
  private readonly parts: TestParts

  constructor(service: AppService, parts: TestParts) {
    this.service = service
    this.parts = parts
  }

  @Mutation(() => AppPayload, { description: 'Connects an app and starts its backfill.' })
  @Directive(WRITE)
  async connectApp(
    @Arg('input', () => ConnectAppInput, { description: 'What to connect.' }) input: ConnectAppInput,
    @Ctx() context: Context,
  ): Promise<AppPayload> {
    return payload(await this.service.connect(context.tenant, input, context.caller), context)
  }

  @Mutation(() => TestAppPayload, {
    description: "Asks the vendor which of the needed scopes the app's credentials really have.",
  })
  @Directive(WRITE)
  async testApp(
    @Arg('input', () => AppIdInput, { description: 'Which app.' }) { id }: AppIdInput,
    @Ctx() context: Context,
  ): Promise<TestAppPayload> {
    const { db, vault, host, catalogue, epochOf } = this.parts
    const app = await appById(context).load(id)
    const hosted = app && (await db.read(context.tenant, tx => hostedApp(tx, vault, app.id, epochOf(app.id))))
    const description = app && catalogue.describe(app.slug)
    const connector = app && (await connectorBySlug(context).load(app.slug))
    if (!app || !hosted || !description || !connector) {
      const message = 'There is no connected app with this id whose connector is loaded. List them with `apps`.'
      return { app, scopes: [], userErrors: [userError('NOT_FOUND', message, ['input', 'id'])] }
    }
    const wanted = connector.requiredScopes.map(({ scope }) => scope)
    const checked = await host.checkScopes(hosted, wanted)
    const problem = 'problem' in checked ? checked.problem : null
    if (problem && problem.code !== 'AUTH_FAILED') return { app, scopes: [], userErrors: [{ ...problem, path: null }] }
    const streams = await streamsByApp(context).load(app.id)
    const verdicts = 'scopes' in checked ? checked.scopes : []
    const scopes = checkRights(connector, description, streams, verdicts, problem?.message ?? null)
    return { app, scopes, userErrors: [] }
  }

  @Mutation(() => AppPayload, { description: "Changes an app's name, configuration or credentials." })
  @Directive(WRITE)
  async updateApp(
    @Arg('input', () => UpdateAppInput, { description: 'What to change.' }) input: UpdateAppInput,
    @Ctx() context: Context,
  ): Promise<AppPayload> {
    return payload(await this.service.update(context.tenant, input, context.caller), context)
  }

  @Mutation(() => AppPayload, { description: 'Stops reading from an app until it is resumed.' })
  @Directive(WRITE)
  async pauseApp(
    @Arg('input', () => AppIdInput, { description: 'Which app.' }) { id }: AppIdInput,
    @Ctx() context: Context,
  ): Promise<AppPayload> {
    return payload(await this.service.pause(context.tenant, id), context)
  }

  @Mutation(() => AppPayload, { description: 'Reads on from where a paused app stopped.' })
  @Directive(WRITE)
  async resumeApp(
    @Arg('input', () => AppIdInput, { description: 'Which app.' }) { id }: AppIdInput,
    @Ctx() context: Context,
  ): Promise<AppPayload> {
    return payload(await this.service.resume(context.tenant, id), context)
  }

  @Mutation(() => AppPayload, { description: "Reads an app's streams now instead of when they are due." })
  @Directive(WRITE)
  async syncApp(
    @Arg('input', () => SyncAppInput, { description: 'What to read.' }) input: SyncAppInput,
    @Ctx() context: Context,
  ): Promise<AppPayload> {
    return payload(await this.service.sync(context.tenant, input), context)
  }

  @Mutation(() => AppPayload, { description: 'Ends the collection from an app and destroys its credentials.' })
  @Directive(WRITE)
  async disconnectApp(
    @Arg('input', () => DisconnectAppInput, { description: 'Which app.' }) { id, deleteData }: DisconnectAppInput,
    @Ctx() context: Context,
  ): Promise<AppPayload> {
    return payload(await this.service.disconnect(context.tenant, id, deleteData ?? false), context)
  }
}

async function payload({ id, userErrors, consentUrl = null }: AppAnswer, context: Context): Promise<AppPayload> {
  return { app: id ? await appById(context).load(id) : null, consentUrl, userErrors }
}
