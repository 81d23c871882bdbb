import { Arg, Args, ArgsType, Ctx, Directive, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@casbah/kit'
import { AlertFilter } from '../alert/alert.inputs.ts'
import { Alert } from '../alert/alert.type.ts'
import { listOf, PAGED, READS } from '../graphql/directives.ts'
import { PageArgs } from '../graphql/page-args.ts'
import { App, User } from '../graphql/shared.ts'
import { alertsIn, incidentById, touchedBy } from './incident.loaders.ts'
import { incidentPage } from './incident.pages.ts'
import { Incident, IncidentConnection, IncidentEvent } from './incident.type.ts'
import { timelineOf } from './timeline.ts'

@ArgsType()
class IncidentPageArgs extends PageArgs {
  @Field(() => AlertFilter, { nullable: true, description: 'Only those with a matching alert.' })
  filter?: AlertFilter | null
}

@Resolver(() => Incident)
export class IncidentResolver {
  @Query(() => IncidentConnection, { nullable: true, description: 'Incidents, the last changed first.' })
  @Directive(READS)
  @Directive(PAGED)
  incidents(@Args(() => IncidentPageArgs) args: IncidentPageArgs, @Ctx() context: Context) {
    return incidentPage(context, { ...args })
  }

  @Query(() => Incident, { nullable: true, description: 'One incident.' })
  @Directive(READS)
  incident(@Arg('id', () => ID, { description: 'Id of the incident.' }) id: string, @Ctx() context: Context) {
    return incidentById(context, id)
  }

  @FieldResolver(() => [Alert], { description: 'Its alerts, newest first, the first 200.' })
  @Directive(listOf(10))
  alerts(@Root() incident: Incident, @Ctx() context: Context) {
    return alertsIn(context, incident.id)
  }

  @FieldResolver(() => [User], { nullable: true, description: 'Users that it touches, the first 100.' })
  @Directive(listOf(3))
  users(@Root() incident: Incident, @Ctx() context: Context): Promise<User[]> {
    return touchedBy(context, incident.id, 'user')
  }

  @FieldResolver(() => [App], { nullable: true, description: 'Apps that it touches.' })
  @Directive(listOf(3))
  apps(@Root() incident: Incident, @Ctx() context: Context): Promise<App[]> {
    return touchedBy(context, incident.id, 'app')
  }

  @FieldResolver(() => [IncidentEvent], { description: 'What happened when, oldest first, the last 500.' })
  @Directive(listOf(50))
  timeline(@Root() incident: Incident, @Ctx() context: Context) {
    return timelineOf(context, incident.id)
  }
}
