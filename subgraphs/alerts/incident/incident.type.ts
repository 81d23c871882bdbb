import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { CursorScalar, DateTimeScalar, PageInfo, Severity } from '@casbah/kit'
import { Alert, AlertState } from '../alert/alert.type.ts'
import { cost, READS, READS_ACTIVITIES } from '../graphql/directives.ts'
import { Activity } from '../graphql/shared.ts'
import type { RiskPartData } from './risk.ts'

export const RiskPartKind = { SEVERITY: 'SEVERITY', RIGHTS: 'RIGHTS', TACTICS: 'TACTICS' } as const
export type RiskPartKind = keyof typeof RiskPartKind
registerEnumType(RiskPartKind, {
  name: 'RiskPartKind',
  description: 'What makes an incident risky.',
  valuesConfig: {
    SEVERITY: { description: 'Its worst alert, false positives left out.' },
    RIGHTS: { description: 'Administrator rights of somebody whom it touches.' },
    TACTICS: { description: 'How many MITRE ATT&CK tactics its alerts serve.' },
  },
})

@ObjectType({ description: "Something that an incident's risk is made of.", simpleResolvers: true })
export class RiskPart implements RiskPartData {
  @Field(() => RiskPartKind, { description: 'What it is.' }) kind!: RiskPartKind
  @Field(() => Int, { description: 'Its points.' }) points!: number
  @Field(() => String, { description: 'Why it has as many, as one sentence.' }) sentence!: string
}

@ObjectType({
  description: 'Alerts that belong together, by the entities that they share; triage it by triaging its alerts.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive(READS)
export class Incident {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
  @Field(() => String, { description: 'What happened, as one sentence with names.' }) title!: string
  @Field(() => Severity, { description: 'Severity of its worst alert.' }) severity!: Severity
  @Field(() => AlertState, { description: 'RESOLVED when all its alerts are, OPEN when all are, else IN_PROGRESS.' })
  state!: AlertState
  @Field(() => Int, { description: "Risk from 0 to 100, by severity, users' rights and number of tactics." })
  riskScore!: number
  @Field(() => [RiskPart], { description: 'What `riskScore` is made of; the points add up to it.' })
  riskExplanation!: RiskPart[]
}

@ObjectType({ description: 'One point in the course of an incident.' })
export class IncidentEvent {
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date
  @Field(() => String, { description: 'What happened, as one sentence.' }) summary!: string
  @Field(() => Alert, { nullable: true, description: 'The alert raised or triaged.' }) alert!: Alert | null
  @Field(() => Activity, { nullable: true, description: 'The activity cited.' })
  @Directive(READS_ACTIVITIES)
  activity!: Activity | null
}

@ObjectType({ description: 'One incident of a page.' })
export class IncidentEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => Incident, { description: 'The incident.' }) node!: Incident
}

@ObjectType({ description: 'A page of incidents.', simpleResolvers: true })
export class IncidentConnection {
  @Field(() => [IncidentEdge], { description: 'The incidents.' }) edges!: IncidentEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive(cost(10))
  totalCount!: number
}
