import { CursorScalar, type Context, type Page } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { App } from '../app/app.entity.ts'
import { appById } from '../app/app.loader.ts'
import { User } from '../user/user.entity.ts'
import { userById } from '../user/user.loader.ts'
import { Account } from './account.entity.ts'
import { listAccounts } from './account.list.ts'
import { accountById } from './account.loader.ts'
import { changeAccount } from './account.service.ts'
import { AccountConnection, AccountFilter, AccountPayload, UpdateAccountInput } from './account.type.ts'

@Resolver(() => Account)
export class AccountResolver {
  @Query(() => AccountConnection, { nullable: true, description: 'Accounts of all apps by e-mail.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  accounts(
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' })
    after: string | null | undefined,
    @Arg('filter', () => AccountFilter, { nullable: true, description: 'Only matching ones.' })
    filter: AccountFilter | null | undefined,
    @Ctx() context: Context,
  ): Promise<Page<Account>> {
    return listAccounts(context, filter, { first, after })
  }

  @Query(() => Account, { nullable: true, description: 'One account.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  account(
    @Arg('id', () => ID, { description: 'Id of the account.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Account | null> {
    return accountById(context).load(id)
  }

  @Mutation(() => AccountPayload, {
    description: 'Says by hand which person stands behind an account, or keeps automation off it.',
  })
  @Directive('@requiresScopes(scopes: [["apps:write"]])')
  async updateAccount(
    @Arg('input', () => UpdateAccountInput, { description: 'What to change.' }) input: UpdateAccountInput,
    @Ctx() context: Context,
  ): Promise<AccountPayload> {
    const userErrors = await context.write(tx => changeAccount(tx, input))
    return { account: userErrors.length ? null : await accountById(context).load(input.id), userErrors }
  }

  @FieldResolver(() => App, { description: 'App that it is a login of.' })
  app(@Root() account: Account, @Ctx() context: Context): Promise<App | null> {
    return appById(context).load(account.appId)
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'The person behind it, known by verified e-mail or linked by hand.',
  })
  user(@Root() account: Account, @Ctx() context: Context): Promise<User | null> {
    return account.personId ? userById(context).load(account.personId) : Promise.resolve(null)
  }
}
