import { CasbahError, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql'
import { LiveSources } from '../live/sources.ts'
import { App } from './app.entity.ts'
import { appById } from './app.loader.ts'

@Resolver(() => App)
export class AppLiveResolver {
  @Subscription(() => App, {
    description: 'Apps as their state, streams or configuration change; progress comes at most once a second.',
    subscribe: ({ args, context }: { args: { id?: string | null }; context: Context }) => watch(args.id, context),
  })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  appChanged(
    @Root() changed: string,
    @Arg('id', () => ID, { nullable: true, description: 'Only this app; all apps when left out.' })
    _id: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<App | null> {
    return appById(context).load(changed)
  }
}

/** With an id the app comes as it is now, then as it changes. */
async function watch(id: string | null | undefined, context: Context): Promise<AsyncIterableIterator<string>> {
  if (id) {
    const app = await appById(context).load(id)
    await context.renew()
    if (!app) throw new CasbahError('NOT_FOUND', 'There is no app with this id. List them with `apps`.')
  }
  return context.instance(LiveSources).apps.watch(context.tenant, id ?? null, context.signal)
}
