import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import {
  CursorScalar,
  DateTimeScalar,
  JsonScalar,
  PageInfo,
  SafeIntScalar,
  Severity,
  StringFilter,
  UserError,
} from '@casbah/kit'
import { cost, READS } from '../graphql/directives.ts'
import { Actor, App, User } from '../graphql/shared.ts'
import { SuppressionCount } from '../suppression/suppression-count.type.ts'
import { PolicyResponse, PolicyResponseInput } from '../response/response.type.ts'
import type { PolicyKindName } from './policy.entity.ts'

export const PolicyKind = {
  ACTIVITY: 'ACTIVITY',
  SIGMA: 'SIGMA',
  ANOMALY: 'ANOMALY',
  RESOURCE: 'RESOURCE',
  POSTURE: 'POSTURE',
  SYSTEM: 'SYSTEM',
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
    SYSTEM: {
      description:
        'What goes wrong with Casbah itself, such as a log that went silent: `{condition: "stream-silent", parameters: {…}}`.',
    },
  },
})

@ObjectType({ description: 'A technique of MITRE ATT&CK.' })
export class MitreTechnique {
  @Field(() => ID, { description: 'Number, such as `T1078.004`.' }) id!: string
  @Field(() => String, { description: 'Name, such as `Cloud Accounts`.' }) name!: string
  @Field(() => [String], { description: 'Tactics that it serves, such as `Initial Access`.' }) tactics!: string[]
}

@ObjectType({ description: 'Where a policy applies; out wins over in.' })
export class PolicyScope {
  @Field(() => [App], { nullable: true, description: 'Apps in; all when empty.' }) apps!: App[]
  @Field(() => [User], { nullable: true, description: 'Users in; all when empty.' }) users!: User[]
  @Field(() => [User], { nullable: true, description: 'Users out.' }) excludedUsers!: User[]
  @Field(() => [String], { description: 'Names of groups in; all when empty.' }) groups!: string[]
  @Field(() => [String], { description: 'Names of groups out.' }) excludedGroups!: string[]
}

@ObjectType({ description: 'How far an anomaly detector has learnt what is normal.' })
export class LearningState {
  @Field(() => Int, { description: 'Days of history learnt.' }) daysLearnt!: number
  @Field(() => Int, { description: 'Days of history needed.' }) daysNeeded!: number
  @Field(() => Float, { description: 'Share of users with enough history, 0 to 1.' }) usersReady!: number
}

export const PolicyChangeKind = { CREATED: 'CREATED', CHANGED: 'CHANGED', DELETED: 'DELETED' } as const
export type PolicyChangeKind = keyof typeof PolicyChangeKind
registerEnumType(PolicyChangeKind, {
  name: 'PolicyChangeKind',
  description: 'What was done to a policy.',
  valuesConfig: {
    CREATED: { description: 'It was made.' },
    CHANGED: { description: 'It was changed.' },
    DELETED: { description: 'It was deleted.' },
  },
})

@ObjectType({ description: 'Something that was done to a policy.' })
export class PolicyChange {
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date
  @Field(() => Actor, { description: 'Who did it.' }) actor!: Actor
  @Field(() => PolicyChangeKind, { description: 'What was done.' }) kind!: PolicyChangeKind
  @Field(() => Int, { description: 'The `version` of the policy after it.' }) version!: number
  @Field(() => [String], { description: 'Names of the fields that were changed.' }) fields!: string[]
}

export const PolicyVerdict = {
  WORKING: 'WORKING',
  DISABLED: 'DISABLED',
  UNREADABLE: 'UNREADABLE',
  NOT_READY: 'NOT_READY',
  THROTTLED: 'THROTTLED',
  UNFED: 'UNFED',
  BLIND: 'BLIND',
  SILENT: 'SILENT',
  NOISY: 'NOISY',
  MOSTLY_FALSE: 'MOSTLY_FALSE',
} as const
export type PolicyVerdict = keyof typeof PolicyVerdict
registerEnumType(PolicyVerdict, {
  name: 'PolicyVerdict',
  description: 'How a policy fares, in one word.',
  valuesConfig: {
    WORKING: { description: 'It can match, and does as often as it should.' },
    DISABLED: { description: 'It is switched off.' },
    UNREADABLE: { description: 'Its definition cannot be used; `problem` says why.' },
    NOT_READY: { description: 'Something that it needs is lacking; `problem` says what.' },
    THROTTLED: { description: 'It matched so often that its matches are only counted until the day is over.' },
    UNFED: { description: 'No app has brought events that it looks at for 30 days.' },
    BLIND: { description: 'It needs fields that no event has; `missingFields` names them.' },
    SILENT: { description: 'It has run for 30 days and never matched, although events came that it looks at.' },
    NOISY: { description: 'It matches more than 100 times a day.' },
    MOSTLY_FALSE: {
      description:
        'Most of its alerts that were classified, at least five, were false positives; `advice` says what to do.',
    },
  },
})

@ObjectType({ description: 'How well a policy works.' })
export class PolicyHealth {
  @Field(() => Float, { description: 'Mean number of matches a day.' }) matchesPerDay!: number
  @Field(() => Float, {
    nullable: true,
    description: 'Share of its classified alerts that were false positives, 0 to 1; null when none is classified.',
  })
  falsePositiveShare!: number | null
  @Field(() => [String], {
    description: 'Fields that it needs and that never occurred; it cannot match without them.',
  })
  missingFields!: string[]
  @Field(() => UserError, {
    nullable: true,
    description: 'Data that it lacks or that is outdated, with the remedy; null when it can work.',
  })
  problem!: UserError | null
  @Field(() => Int, { description: 'Events that it failed on and that it therefore did not judge.' }) failures!: number
  @Field(() => PolicyVerdict, { description: 'How it fares, in one word.' }) verdict!: PolicyVerdict
  @Field(() => [SuppressionCount], {
    description: 'How many of its alerts were not raised, by what kept them; all of them, also those too many to list.',
  })
  suppressed!: SuppressionCount[]
  @Field(() => SafeIntScalar, {
    description: 'Keys, such as users, that it has forgotten for want of room since it was last loaded.',
  })
  forgotten!: number
  policyId!: string
  /** How many of its alerts were classified, and as false positives. */
  classified!: number
  falsePositives!: number
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
  @Field(() => PolicyScope, { description: 'Where it applies.' }) scope!: PolicyScope
  @Field(() => Int, {
    description:
      "Seconds after an alert's last activity in which an equal match is folded into it, while it is not resolved.",
  })
  dedupSeconds!: number
  @Field(() => [PolicyResponse], { description: 'What it triggers besides the alert.' }) responses!: PolicyResponse[]
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was deleted; null for one that is there. Its alerts still name it.',
  })
  deletedAt!: Date | null
  failures!: number
  enabledAt!: Date
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

@InputType({ description: 'Where a policy applies; out wins over in.' })
export class PolicyScopeInput {
  @Field(() => [ID], { nullable: true, description: 'Ids of apps in; all when empty.' }) apps?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of users in; all when empty.' }) users?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of users out.' }) excludedUsers?: string[] | null
  @Field(() => [String], { nullable: true, description: 'Names of groups in; all when empty.' })
  groups?: string[] | null
  @Field(() => [String], { nullable: true, description: 'Names of groups out.' }) excludedGroups?: string[] | null
}

@InputType({ description: 'A policy to make, from a template or from kind and definition.' })
export class CreatePolicyInput {
  @Field(() => ID, { nullable: true, description: 'Id of a template, which fills in what is left out.' })
  template?: string | null
  @Field(() => String, { description: 'Name, unique in the tenant.' }) name!: string
  @Field(() => String, { nullable: true, description: 'What it detects and why that matters.' })
  description?: string | null
  @Field(() => PolicyKind, { nullable: true, description: 'How it detects.' }) kind?: PolicyKind | null
  @Field(() => Severity, { nullable: true, description: 'Severity of its alerts.' }) severity?: Severity | null
  @Field(() => JsonScalar, { nullable: true, description: 'The definition, in the shape that its kind names.' })
  definition?: unknown
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether it runs from now on.' })
  enabled?: boolean | null
  @Field(() => PolicyScopeInput, { nullable: true, description: 'Where it applies; everywhere when left out.' })
  scope?: PolicyScopeInput | null
  @Field(() => Int, {
    nullable: true,
    description:
      "Seconds after an alert's last activity in which an equal match is folded into it, 0 to 86,400; the template's or 3,600 when left out.",
  })
  dedupSeconds?: number | null
  @Field(() => [PolicyResponseInput], { nullable: true, description: 'What it triggers besides the alert.' })
  responses?: PolicyResponseInput[] | null
  @Field(() => [ID], { nullable: true, description: 'Numbers of MITRE ATT&CK techniques.' }) mitre?: string[] | null
  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key within 24 hours only gets the first answer.',
  })
  idempotencyKey?: string | null
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
  @Field(() => PolicyScopeInput, { nullable: true, description: 'Where it applies, whole.' })
  scope?: PolicyScopeInput | null
  @Field(() => Int, {
    nullable: true,
    description: "Seconds after an alert's last activity in which an equal match is folded into it, 0 to 86,400.",
  })
  dedupSeconds?: number | null
  @Field(() => [PolicyResponseInput], { nullable: true, description: 'What it triggers, whole.' })
  responses?: PolicyResponseInput[] | null
  @Field(() => [ID], { nullable: true, description: 'Numbers of MITRE ATT&CK techniques, whole.' })
  mitre?: string[] | null
}

@InputType({ description: 'Sigma documents to import.' })
export class ImportSigmaInput {
  @Field(() => [String], { description: 'YAML texts, each with one or more documents, 5 MB in all.' })
  documents!: string[]
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether the policies run from now on.',
  })
  enabled?: boolean | null
}

@InputType({ description: 'Which policy and activity to explain.' })
export class ExplainInput {
  @Field(() => ID, { description: 'Id of the policy.' }) policy!: string
  @Field(() => ID, { description: 'Id of the activity.' }) activity!: string
}

@ObjectType({ description: 'Answer of a write on a policy.' })
export class PolicyPayload {
  @Field(() => Policy, { nullable: true, description: 'The policy; null when the write failed.' })
  policy!: Policy | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

@ObjectType({ description: 'What became of one Sigma document.' })
export class SigmaResult {
  @Field(() => Int, { description: 'Number of the YAML text, from 0.' }) index!: number
  @Field(() => Int, { description: 'Line where the document, or what is wrong with it, begins, from 1.' })
  line!: number
  @Field(() => Policy, { nullable: true, description: 'The policy made of it; null when refused.' })
  policy!: Policy | null
  @Field(() => UserError, { nullable: true, description: 'Why it was refused.' }) error!: UserError | null
}

@ObjectType({ description: 'Answer of `importSigma`.' })
export class ImportSigmaPayload {
  @Field(() => [SigmaResult], { description: 'Each document in order, accepted or refused.' }) results!: SigmaResult[]
  @Field(() => [UserError], { description: 'What was wrong with the import as a whole; empty on success.' })
  userErrors!: UserError[]
}
