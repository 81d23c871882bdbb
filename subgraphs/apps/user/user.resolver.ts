import { CasbahError, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { Account } from '../account/account.entity.ts'
import { accountsByUser } from '../account/account.loader.ts'
import { User } from './user.entity.ts'
import { userById } from './user.loader.ts'

@Resolver(() => User)
export class UserResolver {
  @Query(() => User, { nullable: true, description: 'One person, by exactly one of id and e-mail.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  async user(
    @Arg('id', () => ID, { nullable: true, description: 'Id of the user.' }) id: string | null | undefined,
    @Arg('email', () => String, { nullable: true, description: "Verified e-mail of any of the user's accounts." })
    email: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<User | null> {
    if (Boolean(id) === Boolean(email)) throw new CasbahError('BAD_USER_INPUT', 'Give exactly one of `id` and `email`.')
    if (id) return userById(context).load(id)
    const tx = await context.tx()
    const [row] = await tx.query<{ person: string }>(
      `select person::text from apps.account where tenant = $1 and coalesce(email, '') = $2 and person is not null
       order by status = 'DELETED', id limit 1`,
      [context.tenant, email!.toLowerCase()],
    )
    return row ? userById(context).load(row.person) : null
  }

  @FieldResolver(() => [Account], { description: "The person's accounts in all apps." })
  @Directive('@listSize(assumedSize: 10)')
  accounts(@Root() user: User, @Ctx() context: Context): Promise<Account[]> {
    return accountsByUser(context).load(user.id)
  }
}
