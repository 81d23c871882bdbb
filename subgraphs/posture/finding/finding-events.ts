import { Broadcast, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, Resolver, Root, Subscription } from 'type-graphql'
import { findingById, findingFits } from './finding.service.ts'
import { Finding, FindingFilter } from './finding.type.ts'

/** Ids of findings as they change, a channel a tenant. Each is read as it is when its turn comes. */
export class FindingEvents extends Broadcast<string> {}

interface Subscribing {
  context: Context
  args: { filter?: FindingFilter | null }
}

@Resolver(() => Finding)
export class FindingEventsResolver {
  @Subscription(() => Finding, {
    description: 'Findings whose status, exception or points change.',
    subscribe: options => changes(options as unknown as Subscribing),
  })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  findingChanged(
    @Root() id: string,
    @Ctx() context: Context,
    @Arg('filter', () => FindingFilter, { nullable: true, description: 'Only matching ones.' })
    _filter?: FindingFilter | null,
  ) {
    return findingById(context, id)
  }
}

async function* changes({ context, args }: Subscribing): AsyncGenerator<string, void, void> {
  for await (const { value: id } of context.instance(FindingEvents).follow(context.tenant, {
    signal: context.signal,
  })) {
    await context.renew()
    if (await findingFits(await context.tx(), id, args.filter ?? null)) yield id
    else await context.renew()
  }
}
