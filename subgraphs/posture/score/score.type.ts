import { DateTimeScalar } from '@casbah/kit'
import { Field, Float, ObjectType } from 'type-graphql'
import { App } from '../references.type.ts'

@ObjectType({ description: 'A part of a secure score.' })
export class ScorePart {
  @Field(() => String, { nullable: true, description: 'The category; null in a part by app.' }) category!: string | null
  @Field(() => App, { nullable: true, description: 'The app; null in a part by category.' }) app!: App | null
  @Field(() => Float, { description: 'Earned share, 0 to 100.' }) percent!: number
  @Field(() => Float, { description: 'Points earned.' }) points!: number
  @Field(() => Float, { description: 'Points that could be earned.' }) maxPoints!: number
}

@ObjectType({ description: 'Earned against possible points at one moment.' })
export class SecureScore {
  @Field(() => DateTimeScalar, { description: 'The moment.' }) at!: Date
  @Field(() => Float, { description: 'Earned share, 0 to 100.' }) percent!: number
  @Field(() => Float, { description: 'Points earned.' }) points!: number
  @Field(() => Float, { description: 'Points that could be earned.' }) maxPoints!: number
  @Field(() => Float, {
    nullable: true,
    description: 'Earned share if all that is planned were mended, 0 to 100; null for a moment that is past.',
  })
  planned!: number | null
  @Field(() => Float, {
    nullable: true,
    description:
      'Earned share if all were mended but risks that are accepted, 0 to 100; null for a moment that is past.',
  })
  achievable!: number | null
  @Field(() => Float, {
    nullable: true,
    description: 'Points that exceptions alone earned, among `points`; null for days on which this was not kept.',
  })
  exceptedPoints!: number | null
  @Field(() => Float, { description: 'Share of applicable controls that could be judged, 0 to 1.' }) coverage!: number
  @Field(() => [ScorePart], { description: 'Parts by category of control.' }) byCategory!: ScorePart[]
  @Field(() => [ScorePart], { description: 'Parts by app.' }) byApp!: ScorePart[]
}
