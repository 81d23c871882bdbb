import { Arg, Directive, Resolver, Root, Subscription } from 'type-graphql'
import { CursorScalar, type Context } from '@casbah/kit'
import { AlertFilter } from '../alert/alert.inputs.ts'
import { READS } from '../graphql/directives.ts'
import { AlertUpdate } from './live.type.ts'
import { alertStream } from './stream.ts'

@Resolver()
export class LiveResolver {
  @Subscription(() => AlertUpdate, {
    description:
      'Alerts raised or changed; with `after`, those missed since that cursor come first, in order, then live ones, without gap or double.',
    subscribe: ({ args, context }) =>
      // Arguments of a source are as they came; the filter's dates were parsed by their scalar.
      alertStream(context as Context, (args.filter as AlertFilter) ?? null, (args.after as string) ?? null),
  })
  @Directive(READS)
  alerts(
    @Arg('filter', () => AlertFilter, { nullable: true, description: 'Only matching ones.' })
    _filter: AlertFilter | null,
    @Arg('after', () => CursorScalar, {
      nullable: true,
      description: 'Cursor of the last update seen; only live ones when left out.',
    })
    _after: string | null,
    @Root() update: AlertUpdate,
  ): AlertUpdate {
    return update
  }
}
