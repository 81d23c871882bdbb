import { JsonScalar, Severity } from '@casbah/kit'
import { Field, Float, ID, InputType, Int } from 'type-graphql'

const RULE =
  'What it judges by: `{read, each, where, expect, subject, emptyPasses}`; see the guide on posture for what these can say.'

@InputType({ description: 'One requirement of one framework that an own control answers to.' })
export class FrameworkRefInput {
  @Field(() => String, { description: 'Name of the framework.' }) framework!: string
  @Field(() => String, { nullable: true, description: 'Version of the framework, such as `r5`.' })
  version?: string | null
  @Field(() => String, { description: 'Number of the requirement, such as `IA-2(1)`.' }) requirement!: string
}

@InputType({ description: 'A control of your own: a rule over what a connector reads.' })
export class CreateControlInput {
  @Field(() => ID, { description: 'Slug of the connector whose apps it judges.' }) connector!: string
  @Field(() => String, {
    description:
      'Unique among your own of the connector, such as `short-sessions`; the id is `own/<connector>/<name>`.',
  })
  name!: string
  @Field(() => String, { description: 'What should be so, in one line.' }) title!: string
  @Field(() => String, { nullable: true, description: 'Why it matters.' }) description?: string | null
  @Field(() => Severity, { description: 'How bad a failure is.' }) severity!: Severity
  @Field(() => String, { description: 'Category, such as `mfa`, `sso`, `public` or `oauth`.' }) category!: string
  @Field(() => Float, { description: 'Points that can be earned, 0 to 10.' }) points!: number
  @Field(() => String, { nullable: true, description: 'How to fix a failure, as Markdown.' })
  remediation?: string | null
  @Field(() => [FrameworkRefInput], { nullable: true, description: 'Requirements that it answers to, at most 20.' })
  frameworks?: FrameworkRefInput[] | null
  @Field(() => JsonScalar, { description: RULE }) rule!: unknown
}

@InputType({ description: 'What to change of an own control; what is left out stays.' })
export class UpdateControlInput {
  @Field(() => ID, { description: 'Id of the control.' }) id!: string
  @Field(() => Int, { description: 'The `version` last seen; CONFLICT when outdated.' }) expectedVersion!: number
  @Field(() => String, { nullable: true, description: 'What should be so, in one line.' }) title?: string | null
  @Field(() => String, { nullable: true, description: 'Why it matters.' }) description?: string | null
  @Field(() => Severity, { nullable: true, description: 'How bad a failure is.' }) severity?: Severity | null
  @Field(() => String, { nullable: true, description: 'Category, such as `mfa`, `sso`, `public` or `oauth`.' })
  category?: string | null
  @Field(() => Float, { nullable: true, description: 'Points that can be earned, 0 to 10.' }) points?: number | null
  @Field(() => String, { nullable: true, description: 'How to fix a failure, as Markdown.' })
  remediation?: string | null
  @Field(() => [FrameworkRefInput], { nullable: true, description: 'Requirements that it answers to, at most 20.' })
  frameworks?: FrameworkRefInput[] | null
  @Field(() => JsonScalar, { nullable: true, description: RULE }) rule?: unknown
}
