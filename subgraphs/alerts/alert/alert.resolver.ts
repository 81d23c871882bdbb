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
import { IpInfo, JsonScalar, type Context } from '@casbah/kit'
import { listOf, PAGED, READS, READS_ACTIVITIES, WRITES_ALERTS, cost } from '../graphql/directives.ts'
import { PageArgs } from '../graphql/page-args.ts'
import { Account, ActivityConnection, App, Resource, User } from '../graphql/shared.ts'
import { incidentById } from '../incident/incident.loaders.ts'
import { Incident } from '../incident/incident.type.ts'
import { ocsfFinding } from '../ocsf/finding.ts'
import { policyById } from '../policy/policy.loaders.ts'
import { Policy } from '../policy/policy.type.ts'
import { AlertFilter, TriageInput, TriagePayload } from './alert.inputs.ts'
import { alertById, citationsOf, commentsOf, entitiesOf, evidenceOf, historyOf } from './alert.loaders.ts'
import { alertPage } from './alert.pages.ts'
import { Alert, AlertConnection, AlertEvent, AlertOrder, Comment, Evidence } from './alert.type.ts'
import { citedActivities } from './cited-activities.ts'
import { AlertEventConnection, historyPage } from './history-page.ts'
import { triageAlerts } from './triage.service.ts'

/** Filter and page of a list of alerts. */
@ArgsType()
export class AlertPageArgs extends PageArgs {
  @Field(() => AlertFilter, { nullable: true, description: 'Only matching ones.' }) filter?: AlertFilter | null
}

@ArgsType()
class AlertListArgs extends AlertPageArgs {
  @Field(() => AlertOrder, {
    nullable: true,
    defaultValue: AlertOrder.RAISED_AT_DESC,
    description: 'Order of the list.',
  })
  orderBy?: AlertOrder | null
}

@Resolver(() => Alert)
export class AlertResolver {
  @Query(() => AlertConnection, { nullable: true, description: 'Alerts.' })
  @Directive(READS)
  @Directive(PAGED)
  alerts(@Args(() => AlertListArgs) args: AlertListArgs, @Ctx() context: Context) {
    return alertPage(context, 'all', '', { ...args })
  }

  @Query(() => Alert, { nullable: true, description: 'One alert.' })
  @Directive(READS)
  alert(@Arg('id', () => ID, { description: 'Id of the alert.' }) id: string, @Ctx() context: Context) {
    return alertById(context, id)
  }

  @Mutation(() => TriagePayload, {
    description:
      'Triages alerts by ids, all or none, or by filter, in chunks of 500 each all or none; `count` tells how many were changed, and a repeat with the same key does the rest.',
  })
  @Directive(WRITES_ALERTS)
  @Directive(cost(50))
  triageAlerts(
    @Arg('input', () => TriageInput, { description: 'Which alerts and what to change.' }) input: TriageInput,
    @Ctx() context: Context,
  ): Promise<TriagePayload> {
    return triageAlerts(context, input)
  }

  @FieldResolver(() => Policy, { description: 'Policy that raised it.' })
  policy(@Root() alert: Alert, @Ctx() context: Context) {
    return policyById(context, alert.policyId)
  }

  @FieldResolver(() => [Comment], { description: 'Comments, oldest first, the last 200.' })
  comments(@Root() alert: Alert, @Ctx() context: Context) {
    return commentsOf(context, alert.id)
  }

  @FieldResolver(() => [AlertEvent], { description: 'All that was done to it, oldest first, the last 500.' })
  history(@Root() alert: Alert, @Ctx() context: Context) {
    return historyOf(context, alert.id)
  }

  @FieldResolver(() => AlertEventConnection, { description: 'All that was done to it, newest first.' })
  @Directive(PAGED)
  historyPage(@Root() alert: Alert, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return historyPage(context, alert.id, args)
  }

  @FieldResolver(() => [App], { nullable: true, description: 'Apps that it touches.' })
  @Directive(listOf(2))
  async apps(@Root() alert: Alert, @Ctx() context: Context): Promise<App[]> {
    return (await entitiesOf(context, alert.id, 'app')).map(({ value }) => ({ id: value }))
  }

  @FieldResolver(() => [Account], { nullable: true, description: 'Accounts that it touches, the first 100.' })
  @Directive(listOf(3))
  async accounts(@Root() alert: Alert, @Ctx() context: Context): Promise<Account[]> {
    return (await entitiesOf(context, alert.id, 'account')).map(({ value }) => ({ id: value }))
  }

  @FieldResolver(() => [User], { nullable: true, description: 'Users that it touches, the first 100.' })
  @Directive(listOf(3))
  async users(@Root() alert: Alert, @Ctx() context: Context): Promise<User[]> {
    return (await entitiesOf(context, alert.id, 'user')).map(({ value }) => ({ id: value }))
  }

  @FieldResolver(() => [Resource], { nullable: true, description: 'Resources that it touches, the first 100.' })
  @Directive(listOf(5))
  async resources(@Root() alert: Alert, @Ctx() context: Context): Promise<Resource[]> {
    return (await entitiesOf(context, alert.id, 'resource')).map(({ value }) => ({ id: value }))
  }

  @FieldResolver(() => [IpInfo], { description: 'IP addresses that it touches, the first 100.' })
  @Directive(listOf(5))
  async ips(@Root() alert: Alert, @Ctx() context: Context): Promise<IpInfo[]> {
    return (await entitiesOf(context, alert.id, 'ip')).map(({ detail }) => Object.assign(new IpInfo(), detail))
  }

  @FieldResolver(() => [Evidence], {
    description: 'The first 100 activities that it cites, oldest first, as they were then.',
  })
  @Directive(READS_ACTIVITIES)
  @Directive(listOf(20))
  evidence(@Root() alert: Alert, @Ctx() context: Context) {
    return evidenceOf(context, alert.id)
  }

  @FieldResolver(() => ActivityConnection, { nullable: true, description: 'Activities that it cites, newest first.' })
  @Directive(READS_ACTIVITIES)
  @Directive(PAGED)
  activities(@Root() alert: Alert, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return citedActivities(context, alert.id, args)
  }

  @FieldResolver(() => Incident, { nullable: true, description: 'Incident that it belongs to.' })
  incident(@Root() alert: Alert, @Ctx() context: Context) {
    return alert.incidentId && incidentById(context, alert.incidentId)
  }

  @FieldResolver(() => JsonScalar, {
    description: 'The alert as OCSF Detection Finding (class 2004), without raw events.',
  })
  async ocsf(@Root() alert: Alert, @Ctx() context: Context) {
    const [policy, citations] = await Promise.all([policyById(context, alert.policyId), citationsOf(context, alert.id)])
    return ocsfFinding(alert, policy!, citations)
  }
}
