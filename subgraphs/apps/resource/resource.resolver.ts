import { CursorScalar, type Context, type Page } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { Account } from '../account/account.entity.ts'
import { accountById } from '../account/account.loader.ts'
import { App } from '../app/app.entity.ts'
import { appById } from '../app/app.loader.ts'
import { Resource } from './resource.entity.ts'
import { listResources } from './resource.list.ts'
import { resourceById } from './resource.loader.ts'
import { ResourceConnection, ResourceFilter } from './resource.type.ts'

@Resolver(() => Resource)
export class ResourceResolver {
  @Query(() => ResourceConnection, { nullable: true, description: 'Resources of all apps, last modified first.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  resources(
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' })
    after: string | null | undefined,
    @Arg('filter', () => ResourceFilter, { nullable: true, description: 'Only matching ones.' })
    filter: ResourceFilter | null | undefined,
    @Ctx() context: Context,
  ): Promise<Page<Resource>> {
    return listResources(context, filter, { first, after })
  }

  @Query(() => Resource, { nullable: true, description: 'One resource.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  resource(
    @Arg('id', () => ID, { description: 'Id of the resource.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Resource | null> {
    return resourceById(context).load(id)
  }

  @FieldResolver(() => App, { description: 'App that holds it.' })
  app(@Root() resource: Resource, @Ctx() context: Context): Promise<App | null> {
    return appById(context).load(resource.appId)
  }

  @FieldResolver(() => Account, { nullable: true, description: 'Account that owns it.' })
  owner(@Root() resource: Resource, @Ctx() context: Context): Promise<Account | null> {
    return resource.ownerId ? accountById(context).load(resource.ownerId) : Promise.resolve(null)
  }
}
