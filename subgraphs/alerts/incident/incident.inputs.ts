import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { UserError } from '@casbah/kit'
import { Incident } from './incident.type.ts'

@InputType({ description: 'Which incidents become one.' })
export class MergeIncidentsInput {
  @Field(() => ID, { description: 'Id of the incident that takes the others over.' }) into!: string
  @Field(() => [ID], {
    description: 'Ids of those taken over, at most 50; they stand for the one that took them over from now on.',
  })
  incidents!: string[]
  @Field(() => String, { description: 'Why, for the timeline, at most 2,000 characters.' }) reason!: string
}

@InputType({ description: 'Which alerts leave an incident.' })
export class SplitIncidentInput {
  @Field(() => ID, { description: 'Id of the incident.' }) incident!: string
  @Field(() => [ID], { description: 'Ids of alerts of it, not all, that become an incident of their own.' })
  alerts!: string[]
  @Field(() => String, { description: 'Why, for the timelines, at most 2,000 characters.' }) reason!: string
}

@ObjectType({ description: 'Answer of `mergeIncidents`.' })
export class MergeIncidentsPayload {
  @Field(() => Incident, { nullable: true, description: 'The one incident; null when the write failed.' })
  incident!: Incident | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `splitIncident`.' })
export class SplitIncidentPayload {
  @Field(() => Incident, { nullable: true, description: 'The incident with what it kept; null when the write failed.' })
  incident!: Incident | null
  @Field(() => Incident, {
    nullable: true,
    description: 'The incident of what was split off; null when the write failed.',
  })
  splitOff!: Incident | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
