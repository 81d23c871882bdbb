import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { CursorScalar, JsonScalar, PageInfo, Severity, StringFilter, UserError } from '@casbah/kit'
import { cost, READS } from '../graphql/directives.ts'
import type { PolicyKindName } from './policy.entity.ts'

export const PolicyKind = {
  ACTIVITY: 'ACTIVITY',
  SIGMA: 'SIGMA',
  ANOMALY: 'ANOMALY',
  RESOURCE: 'RESOURCE',
  POSTURE: 'POSTURE',
} as const satisfies Record<PolicyKindName, PolicyKindName>
export type PolicyKind = PolicyKindName
registerEnumType(PolicyKind, {
  name: 'PolicyKind',
  description: 'How a policy detects, and the shape of its `definition`.',
  valuesConfig: {
    ACTIVITY: {
      description:
        'A filter, perhaps repeated: `{filter: ActivityFilter, count, windowSeconds, per: [USER, APP, IP], distinct: {field: ActivityField, count}}`.',
    },
    SIGMA: {
      description:
        'Sigma 2.1 rules, correlations and filters: `{sigma: "YAML"}`, with `placeholders: {name: [values]}` where rules have them. Policies refer to the rules of others by id or name.',
    },
    ANOMALY: {
      description: 'A built-in detector with its numbers: `{detector: "impossible-travel", parameters: {…}}`.',
    },
    RESOURCE: {
      description:
        'Resources or OAuth grants that come to match: `{filter: ResourceFilter}` or `{grantFilter: OAuthGrantFilter}`.',
    },
    POSTURE: { description: 'Findings that come to match: `{filter: FindingFilter}`.' },
  },
})

@ObjectType({ description: 'A technique of MITRE ATT&CK.' })
export class MitreTechnique {
  @Field(() => ID, { description: 'Number, such as `T1078.004`.' }) id!: string
  @Field(() => String, { description: 'Name, such as `Cloud Accounts`.' }) name!: string
  @Field(() => [String], { description: 'Tactics that it serves, such as `Initial Access`.' }) tactics!: string[]
}

@ObjectType({ description: 'How well a policy works.' })
export class PolicyHealth {
  @Field(() => Float, { description: 'Mean number of matches a day.' }) matchesPerDay!: number
  @Field(() => Float, {
    nullable: true,
    description: 'Share of its classified alerts that were false positives, 0 to 1; null when none is classified.',
  })
  falsePositiveShare!: number | null
  @Field(() => Int, { description: 'Events that it failed on and that it therefore did not judge.' }) failures!: number
}

@ObjectType({ description: 'A rule that raises alerts.', simpleResolvers: true })
@Directive('@key(fields: "id")')
@Directive(READS)
export class Policy {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
  @Field(() => String, { description: 'Name, unique in the tenant.' }) name!: string
  @Field(() => String, { description: 'What it detects and why that matters.' }) description!: string
  @Field(() => PolicyKind, { description: 'How it detects.' }) kind!: PolicyKind
  @Field(() => Severity, { description: 'Severity of its alerts, before context raises or lowers it.' })
  severity!: Severity
  @Field(() => Boolean, { description: 'Whether it runs.' }) enabled!: boolean
  @Field(() => Boolean, { description: 'Whether it ships with Casbah.' }) builtIn!: boolean
  @Field(() => Int, { description: 'Grows with every change; for `expectedVersion`.' }) version!: number
  @Field(() => JsonScalar, {
    description: "The filter, the Sigma document or the detector's parameters, in the shape that its kind names.",
  })
  definition!: unknown
  @Field(() => String, { nullable: true, description: 'Author of a Sigma rule, as its licence asks to show.' })
  author!: string | null
  @Field(() => [MitreTechnique], { description: 'MITRE ATT&CK techniques that it detects.' }) mitre!: MitreTechnique[]
  failures!: number
}

@ObjectType({ description: 'A policy in a page.' })
export class PolicyEdge {
  @Field(() => CursorScalar, { description: 'Where it stands.' }) cursor!: string
  @Field(() => Policy, { description: 'The policy.' }) node!: Policy
}

@ObjectType({ description: 'A page of policies.', simpleResolvers: true })
export class PolicyConnection {
  @Field(() => [PolicyEdge], { description: 'The policies.' }) edges!: PolicyEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive(cost(10))
  totalCount!: number
}

@InputType({ description: 'Which policies.' })
export class PolicyFilter {
  @Field(() => [PolicyFilter], { nullable: true, description: 'All of these hold.' }) and?: PolicyFilter[] | null
  @Field(() => [PolicyFilter], { nullable: true, description: 'Any of these holds.' }) or?: PolicyFilter[] | null
  @Field(() => PolicyFilter, { nullable: true, description: 'This does not hold.' }) not?: PolicyFilter | null
  @Field(() => StringFilter, { nullable: true, description: 'Name.' }) name?: StringFilter | null
  @Field(() => [PolicyKind], { nullable: true, description: 'Kinds.' }) kind?: PolicyKind[] | null
  @Field(() => [Severity], { nullable: true, description: 'Severities.' }) severity?: Severity[] | null
  @Field(() => Boolean, { nullable: true, description: 'Whether it runs.' }) enabled?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Whether it ships with Casbah.' }) builtIn?: boolean | null
  @Field(() => [ID], {
    nullable: true,
    description: 'Numbers of MITRE ATT&CK techniques, sub-techniques included.',
  })
  mitre?: string[] | null
}

@InputType({ description: 'What to change of a policy.' })
export class UpdatePolicyInput {
  @Field(() => ID, { description: 'Id of the policy.' }) id!: string
  @Field(() => Int, { description: 'The `version` last seen; CONFLICT when outdated.' }) expectedVersion!: number
  @Field(() => String, { nullable: true, description: 'Name, unique in the tenant.' }) name?: string | null
  @Field(() => String, { nullable: true, description: 'What it detects and why that matters.' })
  description?: string | null
  @Field(() => Severity, { nullable: true, description: 'Severity of its alerts.' }) severity?: Severity | null
  @Field(() => JsonScalar, { nullable: true, description: 'The definition, whole.' }) definition?: unknown
  @Field(() => Boolean, { nullable: true, description: 'Whether it runs.' }) enabled?: boolean | null
}

@ObjectType({ description: 'Answer of a write on a policy.' })
export class PolicyPayload {
  @Field(() => Policy, { nullable: true, description: 'The policy; null when the write failed.' })
  policy!: Policy | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
