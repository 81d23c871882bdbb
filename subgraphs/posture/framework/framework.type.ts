import { DateTimeScalar } from '@casbah/kit'
import { Directive, Field, Float, Int, ObjectType } from 'type-graphql'
import { Finding, FindingStatus } from '../finding/finding.type.ts'

@ObjectType({ description: 'How far one requirement is met.' })
export class RequirementResult {
  @Field(() => String, { description: 'Number of the requirement.' }) requirement!: string
  @Field(() => FindingStatus, { description: 'The worst status of its findings; CANNOT_TELL without any.' })
  status!: FindingStatus
  @Field(() => Boolean, { description: 'Whether any link to it was derived instead of stated by a source.' })
  derived!: boolean
  @Field(() => [Finding], { description: 'Findings that count for it, the worst first.' })
  @Directive('@listSize(assumedSize: 10)')
  findings!: Finding[]
}

@ObjectType({ description: 'How far a framework is met.' })
export class FrameworkReport {
  @Field(() => String, { description: 'Name of the framework.' }) framework!: string
  @Field(() => DateTimeScalar, { description: 'When it was computed.' }) at!: Date
  @Field(() => Float, { description: 'Share of judged requirements that pass, 0 to 100.' }) percent!: number
  @Field(() => [RequirementResult], {
    description: 'Its requirements that any control answers to, in their order.',
  })
  @Directive('@listSize(assumedSize: 100)')
  requirements!: RequirementResult[]
}

@ObjectType({ description: 'A framework that controls answer to.' })
export class FrameworkSummary {
  @Field(() => String, { description: 'Name of the framework.' }) framework!: string
  @Field(() => String, { nullable: true, description: 'Version of the framework, such as `r5`.' }) version!:
    | string
    | null
  @Field(() => Int, { description: 'Controls that answer to any of its requirements.' }) controls!: number
  @Field(() => Int, { description: 'Requirements that any control answers to.' }) requirements!: number
  @Field(() => Float, { description: 'Share of the links that were derived instead of stated by a source, 0 to 1.' })
  derived!: number
}
