import type { Context, StoredActivity } from '@casbah/kit'
import { Arg, Directive, Resolver, Root, Subscription, type SubscribeResolverData } from 'type-graphql'
import { Activity, toActivity } from '../activity/activity.type.ts'
import { READ } from '../directives.ts'
import { ActivityFilter } from '../filter/activity-filter.input.ts'
import { matches } from '../filter/match.ts'
import { readFilter } from '../filter/read-filter.ts'
import { Tail } from './tail.ts'

@Resolver()
export class TailResolver {
  @Subscription(() => Activity, {
    subscribe: follow,
    description:
      'Live tail: activities as they are stored, from now on, at most 200 a second; how many were left out before one is its `extensions.skipped`. What is missed is found by `activities`.',
  })
  @Directive(READ)
  activities(
    @Root() stored: StoredActivity,
    // Read by `follow`, at the start of the subscription.
    @Arg('filter', () => ActivityFilter, { nullable: true, description: 'Only matching ones.' })
    _filter: ActivityFilter | null,
  ): Activity {
    return toActivity(stored)
  }
}

async function follow({
  args,
  context,
}: SubscribeResolverData<unknown, { filter?: ActivityFilter }, Context>): Promise<Tail> {
  const condition = await readFilter(args.filter, () => context.tx())
  // The transaction that users and groups were read in must not stay open while the subscription waits.
  await context.renew()
  return Tail.open(context.db, context.tenant, {
    wanted: activity => matches(condition, activity),
    onSkipped: skipped => (context.beside = { skipped }),
    now: Date.now,
  })
}
