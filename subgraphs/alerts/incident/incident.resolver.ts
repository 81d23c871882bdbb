import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import type { Context } from '@casbah/kit'
import { AlertFilter } from '../alert/alert.inputs.ts'
import { Alert } from '../alert/alert.type.ts'
import { cost, listOf, PAGED, READS, WRITES_ALERTS } from '../graphql/directives.ts'
import { PageArgs } from '../graphql/page-args.ts'
import { App, User } from '../graphql/shared.ts'
import { alertsIn, incidentById, touchedBy } from './incident.loaders.ts'
import { incidentPage } from './incident.pages.ts'
import { Incident, IncidentConnection, IncidentEvent } from './incident.type.ts'
import {
  MergeIncidentsInput,
  MergeIncidentsPayload,
  SplitIncidentInput,
  SplitIncidentPayload,
} from './incident.inputs.ts'
import { mergeIncidents } from './merge-incidents.ts'
import { splitIncident } from './split-incident.ts'
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

  @Mutation(() => MergeIncidentsPayload, {
    description: 'Makes incidents one, all or none; also such as were split.',
  })
  @Directive(WRITES_ALERTS)
  @Directive(cost(50))
  mergeIncidents(
    @Arg('input', () => MergeIncidentsInput, { description: 'Which incidents.' }) input: MergeIncidentsInput,
    @Ctx() context: Context,
  ): Promise<MergeIncidentsPayload> {
    return mergeIncidents(context, input)
  }

  @Mutation(() => SplitIncidentPayload, {
    description:
      'Makes alerts of an incident one of their own, all or none; no alert that ties to both makes the two one again.',
  })
  @Directive(WRITES_ALERTS)
  @Directive(cost(50))
  splitIncident(
    @Arg('input', () => SplitIncidentInput, { description: 'Which alerts.' }) input: SplitIncidentInput,
    @Ctx() context: Context,
  ): Promise<SplitIncidentPayload> {
    return splitIncident(context, input)
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
