import { JsonScalar, Severity, UserError } from '@casbah/kit'
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql'
import { ActionSpec, Connector } from '../references.type.ts'

@ObjectType({ description: 'One requirement of one framework.' })
export class FrameworkRef {
  @Field(() => String, { description: 'Name of the framework.' }) framework!: string
  @Field(() => String, { nullable: true, description: 'Version of the framework, such as `r5`.' }) version!:
    | string
    | null
  @Field(() => String, { description: 'Number of the requirement, such as `IA-2(1)`.' }) requirement!: string
  @Field(() => Boolean, {
    description: 'Whether the link was derived from the category instead of stated by a source.',
  })
  derived!: boolean
}

@ObjectType({ description: 'A check of one security setting of one kind of app.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["posture:read"]])')
export class Control {
  @Field(() => ID, {
    description:
      'Connector slug and control name, such as `okta/phishing-resistant-mfa`; `own/<connector>/<name>` of an own control.',
  })
  id!: string
  @Field(() => String, { description: 'What should be so, in one line.' }) title!: string
  @Field(() => String, { description: 'Why it matters.' }) description!: string
  @Field(() => Connector, { nullable: true, description: 'Connector that it belongs to.' }) connector!: Connector | null
  @Field(() => Severity, { description: 'How bad a failure is.' }) severity!: Severity
  @Field(() => String, { description: 'Category, such as `mfa`, `sso`, `public` or `oauth`.' }) category!: string
  @Field(() => Float, { description: 'Points that can be earned, 0 to 10.' }) points!: number
  @Field(() => [String], { description: 'Vendor endpoints and settings that it judges by; empty for manual controls.' })
  reads!: string[]
  @Field(() => String, { description: "How to fix a failure in the vendor's console, as Markdown." })
  remediation!: string
  @Field(() => ActionSpec, { nullable: true, description: 'Governance action that fixes a failure.' })
  remediationAction!: ActionSpec | null
  @Field(() => String, { nullable: true, description: "The vendor's page on the setting." }) url!: string | null
  @Field(() => [FrameworkRef], { description: 'Requirements that it answers to.' }) frameworks!: FrameworkRef[]
  @Field(() => JsonScalar, { nullable: true, description: 'What an own control judges by; null for a connector’s.' })
  rule!: unknown
  @Field(() => Int, {
    nullable: true,
    description: 'Of an own control: grows with every change, for `expectedVersion`; null for a connector’s.',
  })
  version!: number | null
}

@ObjectType({ description: 'Answer of a write on a control.' })
export class ControlPayload {
  @Field(() => Control, { nullable: true, description: 'The control; null when the write failed.' })
  control!: Control | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
