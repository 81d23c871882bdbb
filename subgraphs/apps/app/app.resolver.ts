import { CursorScalar, type Context, type Page } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type { Account } from '../account/account.entity.ts'
import { listAccounts } from '../account/account.list.ts'
import { AccountConnection, AccountFilter } from '../account/account.type.ts'
import { connectorBySlug } from '../connector/connector.loader.ts'
import { Connector } from '../connector/connector.type.ts'
import type { OAuthGrant } from '../grant/grant.entity.ts'
import { listGrants } from '../grant/grant.list.ts'
import { OAuthGrantConnection, OAuthGrantFilter } from '../grant/grant.type.ts'
import { inventoryByApp } from '../inventory/inventory.loader.ts'
import { AppInventory } from '../inventory/inventory.type.ts'
import type { Resource } from '../resource/resource.entity.ts'
import { listResources } from '../resource/resource.list.ts'
import { ResourceConnection, ResourceFilter } from '../resource/resource.type.ts'
import { App } from './app.entity.ts'
import { listApps } from './app.list.ts'
import { appById } from './app.loader.ts'
import { AppStream } from './app-stream.type.ts'
import { streamsByApp } from './app-streams.ts'
import { AppConnection, AppFilter, AppOrder } from './app.type.ts'

@Resolver(() => App)
export class AppResolver {
  @Query(() => AppConnection, { nullable: true, description: 'Connected apps.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  apps(
    @Arg('filter', () => AppFilter, { nullable: true, description: 'Only matching ones.' })
    filter: AppFilter | null | undefined,
    @Arg('orderBy', () => AppOrder, {
      nullable: true,
      defaultValue: AppOrder.NAME_ASC,
      description: 'Order of the list.',
    })
    orderBy: AppOrder | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' })
    after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Page<App>> {
    return listApps(context, filter, orderBy ?? 'NAME_ASC', { first, after })
  }

  @Query(() => App, { nullable: true, description: 'One connected app.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  app(
    @Arg('id', () => ID, { description: 'Id of the app.' }) id: string,
    @Ctx() context: Context,
  ): Promise<App | null> {
    return appById(context).load(id)
  }

  @FieldResolver(() => Connector, { description: 'Connector that reads it.' })
  connector(@Root() app: App, @Ctx() context: Context): Promise<Connector | null> {
    return connectorBySlug(context).load(app.slug)
  }

  @FieldResolver(() => [AppStream], { description: 'Streams that are read, with their progress.' })
  streams(@Root() app: App, @Ctx() context: Context): Promise<AppStream[]> {
    return streamsByApp(context).load(app.id)
  }

  @FieldResolver(() => AccountConnection, { description: 'Accounts of this app by e-mail.' })
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  accounts(
    @Root() app: App,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' })
    after: string | null | undefined,
    @Arg('filter', () => AccountFilter, { nullable: true, description: 'Only matching ones.' })
    filter: AccountFilter | null | undefined,
    @Ctx() context: Context,
  ): Promise<Page<Account>> {
    return listAccounts(context, filter, { first, after }, app.id)
  }

  @FieldResolver(() => ResourceConnection, { description: 'Resources of this app, last modified first.' })
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  resources(
    @Root() app: App,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' })
    after: string | null | undefined,
    @Arg('filter', () => ResourceFilter, { nullable: true, description: 'Only matching ones.' })
    filter: ResourceFilter | null | undefined,
    @Ctx() context: Context,
  ): Promise<Page<Resource>> {
    return listResources(context, filter, { first, after }, app.id)
  }

  @FieldResolver(() => OAuthGrantConnection, { description: 'Third-party apps that users let in, riskiest first.' })
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  grants(
    @Root() app: App,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' })
    after: string | null | undefined,
    @Arg('filter', () => OAuthGrantFilter, { nullable: true, description: 'Only matching ones.' })
    filter: OAuthGrantFilter | null | undefined,
    @Ctx() context: Context,
  ): Promise<Page<OAuthGrant>> {
    return listGrants(context, filter, { first, after }, app.id)
  }

  @FieldResolver(() => [AppInventory], { description: 'What the app lists, with the progress of reading it.' })
  @Directive('@listSize(assumedSize: 2)')
  inventory(@Root() app: App, @Ctx() context: Context): Promise<AppInventory[]> {
    return inventoryByApp(context).load(app.id)
  }
}
