import { type Context, CursorScalar, JsonScalar } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { audit } from '../audit.ts'
import { PAGED, READ } from '../directives.ts'
import { ActivityFilter } from '../filter/activity-filter.input.ts'
import { readFilter } from '../filter/read-filter.ts'
import { ActivityOrder } from './activity.enums.ts'
import { activitiesById, listActivities, rawById } from './activity.service.ts'
import { Activity, ActivityConnection, type ActivityPage } from './activity.type.ts'

@Resolver(() => Activity)
export class ActivityResolver {
  @Query(() => ActivityConnection, { nullable: true, description: 'Activities of all apps.' })
  @Directive(READ)
  @Directive(PAGED)
  async activities(
    @Arg('filter', () => ActivityFilter, { nullable: true, description: 'Only matching ones.' })
    filter: ActivityFilter | null,
    @Arg('orderBy', () => ActivityOrder, {
      nullable: true,
      defaultValue: ActivityOrder.TIME_DESC,
      description: 'Order of the list.',
    })
    orderBy: ActivityOrder | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' }) after: string | null,
    @Ctx() context: Context,
  ): Promise<ActivityPage> {
    const order = orderBy ?? 'TIME_DESC'
    const condition = await readFilter(filter, () => context.tx())
    return listActivities(context, { condition, order, first, after, list: `activities:${order}` })
  }

  @Query(() => Activity, { nullable: true, description: 'One activity.' })
  @Directive(READ)
  activity(
    @Arg('id', () => ID, { description: 'Id of the activity.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Activity | null> {
    return loadActivity(id, context)
  }

  @FieldResolver(() => JsonScalar, { description: "The vendor's event, whole; each read is audited." })
  @Directive('@requiresScopes(scopes: [["activities:raw"]])')
  async raw(@Root() activity: Activity, @Ctx() context: Context): Promise<unknown> {
    return JSON.parse(await context.loader(auditedRaw, auditedRaw).load(activity.id))
  }
}

/** The activity of an id, read together with the others that a request asks for. */
export function loadActivity(id: string, context: Context): Promise<Activity | null> {
  return context.loader<string, Activity | null>(activitiesById, activitiesById).load(id)
}

async function auditedRaw(ids: readonly string[], context: Context): Promise<(string | Error)[]> {
  await audit(await context.tx(), context, 'activity.raw.read', { activities: ids })
  return rawById(ids, context)
}
