import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '@casbah/kit'
import { alertsCiting } from '../alert/alert.loaders.ts'
import { alertPage } from '../alert/alert.pages.ts'
import { AlertPageArgs } from '../alert/alert.resolver.ts'
import { Alert, AlertConnection } from '../alert/alert.type.ts'
import { historyReportOf } from '../backtest/history-report.ts'
import { Backtest } from '../backtest/backtest.type.ts'
import { listOf, PAGED, READS } from '../graphql/directives.ts'
import { Activity, App, User } from '../graphql/shared.ts'

@Resolver(() => App)
export class AppResolver {
  @FieldResolver(() => Backtest, {
    nullable: true,
    description:
      'What the enabled policies would have found in its history before it was connected, which raises no alerts; null until that is read.',
  })
  @Directive(READS)
  historyReport(@Root() app: App, @Ctx() context: Context) {
    return historyReportOf(context, app.id)
  }

  @FieldResolver(() => AlertConnection, { nullable: true, description: 'Alerts that touch this app, newest first.' })
  @Directive(READS)
  @Directive(PAGED)
  alerts(@Root() app: App, @Args(() => AlertPageArgs) args: AlertPageArgs, @Ctx() context: Context) {
    return alertPage(context, 'app', app.id, { ...args })
  }
}

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => AlertConnection, { nullable: true, description: 'Alerts that touch this person, newest first.' })
  @Directive(READS)
  @Directive(PAGED)
  alerts(@Root() user: User, @Args(() => AlertPageArgs) args: AlertPageArgs, @Ctx() context: Context) {
    return alertPage(context, 'user', user.id, { ...args })
  }
}

@Resolver(() => Activity)
export class ActivityResolver {
  @FieldResolver(() => [Alert], { nullable: true, description: 'Alerts that cite it.' })
  @Directive(READS)
  @Directive(listOf(1))
  alerts(@Root() activity: Activity, @Ctx() context: Context) {
    return alertsCiting(context, activity.id)
  }
}
