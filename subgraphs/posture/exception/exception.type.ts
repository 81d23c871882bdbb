import { CursorScalar, DateTimeScalar, PageInfo, UserError } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { ExceptionKind, PostureException, SubjectMatch } from '../finding/finding.type.ts'

@ObjectType({ description: 'One exception of a page.' })
export class PostureExceptionEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => PostureException, { description: 'The exception.' }) node!: PostureException
}

@ObjectType({ description: 'A page of exceptions.' })
export class PostureExceptionConnection {
  @Field(() => [PostureExceptionEdge], { description: 'The exceptions.' }) edges!: PostureExceptionEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}

@InputType({ description: 'Which exceptions; fields must all hold, a list holds when any of its values does.' })
export class ExceptionFilter {
  @Field(() => Boolean, { nullable: true, description: 'Whether it is in force; false for those that have ended.' })
  inForce?: boolean | null
  @Field(() => DateTimeScalar, { nullable: true, description: 'Its time is over before this moment.' })
  expiresBefore?: Date | null
  @Field(() => [ID], { nullable: true, description: 'Ids of apps; one for all apps is about each of them.' })
  app?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of controls that it names.' }) control?: string[] | null
  @Field(() => [ExceptionKind], { nullable: true, description: 'Kinds of decision.' }) kind?: ExceptionKind[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of the members who answer for it.' }) owner?: string[] | null
  @Field(() => Boolean, { nullable: true, description: 'Whether a second member agreed to it.' })
  approved?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Whether more fails than when it was made.' })
  worsened?: boolean | null
}

@InputType({
  description: 'An exception for more than one finding: of a control or a category of controls, in one app or in all.',
})
export class CreateExceptionInput {
  @Field(() => ID, { nullable: true, description: 'Id of the control; give it or a category.' }) control?: string | null
  @Field(() => String, { nullable: true, description: 'A category of controls; give it or a control.' })
  category?: string | null
  @Field(() => ID, { nullable: true, description: 'Id of the app; all apps, later ones too, when left out.' })
  app?: string | null
  @Field(() => SubjectMatch, { nullable: true, description: 'Only these subjects; whole findings when left out.' })
  subjects?: SubjectMatch | null
  @Field(() => ExceptionKind, { description: 'Kind of decision.' }) kind!: ExceptionKind
  @Field(() => String, { description: 'Why.' }) reason!: string
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the member who answers for it; the caller when left out.',
  })
  owner?: string | null
  @Field(() => DateTimeScalar, { description: 'When it ends, at most one year ahead.' }) expiresAt!: Date
}

@ObjectType({ description: 'Answer of a write on an exception.' })
export class ExceptionPayload {
  @Field(() => PostureException, { nullable: true, description: 'The exception; null when the write failed.' })
  exception!: PostureException | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
