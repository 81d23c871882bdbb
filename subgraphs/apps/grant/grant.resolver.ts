import type { Context } from '@casbah/kit'
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { Account } from '../account/account.entity.ts'
import { accountById } from '../account/account.loader.ts'
import { App } from '../app/app.entity.ts'
import { appById } from '../app/app.loader.ts'
import { OAuthGrant } from './grant.entity.ts'

@Resolver(() => OAuthGrant)
export class OAuthGrantResolver {
  @FieldResolver(() => App, { description: 'App that it lets into.' })
  app(@Root() grant: OAuthGrant, @Ctx() context: Context): Promise<App | null> {
    return appById(context).load(grant.appId)
  }

  @FieldResolver(() => Account, {
    nullable: true,
    description: 'Account that allowed it; null when allowed for the whole organisation.',
  })
  account(@Root() grant: OAuthGrant, @Ctx() context: Context): Promise<Account | null> {
    return grant.accountId ? accountById(context).load(grant.accountId) : Promise.resolve(null)
  }
}
