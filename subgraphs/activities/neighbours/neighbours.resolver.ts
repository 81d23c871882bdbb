import { type Context, CursorScalar } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { listByOwner } from '../activity/activity.service.ts'
import { ActivityConnection, type ActivityPage } from '../activity/activity.type.ts'
import { PAGED, READ } from '../directives.ts'
import { ActivityFilter } from '../filter/activity-filter.input.ts'
import { readFilter } from '../filter/read-filter.ts'
import { Account, App, User } from './neighbours.type.ts'

const FILTER = { nullable: true, description: 'Only matching ones.' } as const
const FIRST = { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' } as const
const AFTER = { nullable: true, description: 'Cursor to start after.' } as const

@Resolver(() => App)
export class AppActivitiesResolver {
  @FieldResolver(() => ActivityConnection, { nullable: true, description: 'Activities in this app, newest first.' })
  @Directive(READ)
  @Directive(PAGED)
  activities(
    @Root() app: App,
    @Arg('filter', () => ActivityFilter, FILTER) filter: ActivityFilter | null,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => CursorScalar, AFTER) after: string | null,
    @Ctx() context: Context,
  ): Promise<ActivityPage> {
    return load(context, 'app', app.id, { filter, first, after })
  }
}

@Resolver(() => Account)
export class AccountActivitiesResolver {
  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: 'Activities of this account, newest first.',
  })
  @Directive(READ)
  @Directive(PAGED)
  activities(
    @Root() account: Account,
    @Arg('filter', () => ActivityFilter, FILTER) filter: ActivityFilter | null,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => CursorScalar, AFTER) after: string | null,
    @Ctx() context: Context,
  ): Promise<ActivityPage> {
    return load(context, 'account', account.id, { filter, first, after })
  }
}

@Resolver(() => User)
export class UserActivitiesResolver {
  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: 'Activities of all accounts of this person, newest first.',
  })
  @Directive(READ)
  @Directive(PAGED)
  activities(
    @Root() user: User,
    @Arg('filter', () => ActivityFilter, FILTER) filter: ActivityFilter | null,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => CursorScalar, AFTER) after: string | null,
    @Ctx() context: Context,
  ): Promise<ActivityPage> {
    return load(context, 'user', user.id, { filter, first, after })
  }
}

/** Which rows are an owner's. */
const OWNED = {
  app: 'a.app = k.owner',
  account: 'a.actor_account = k.owner',
  user: 'a.actor_account = any(array(select id from activities.account where user_id = k.owner))',
}

interface Arguments {
  filter: ActivityFilter | null
  first: number | null
  after: string | null
}

/** Owners of one kind that are asked the same share one statement. */
function load(context: Context, kind: keyof typeof OWNED, id: string, { filter, first, after }: Arguments) {
  const key = JSON.stringify([kind, filter, first, after])
  const loader = context.loader<string, ActivityPage>(key, async ids => {
    const condition = await readFilter(filter, () => context.tx())
    const listOf = (owner: string) => `${kind}:${owner}:activities`
    return listByOwner(context, ids, OWNED[kind], { condition, first, after, listOf })
  })
  return loader.load(id)
}
