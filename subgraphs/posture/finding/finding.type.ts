import { CursorScalar, DateTimeFilter, DateTimeScalar, JsonScalar, PageInfo, Severity, UserError } from '@casbah/kit'
import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Control } from '../control/control.type.ts'
import { Account, Activity, Actor, App, Resource } from '../references.type.ts'

export const FindingStatus = {
  PASS: 'PASS',
  FAIL: 'FAIL',
  PARTIAL: 'PARTIAL',
  CANNOT_TELL: 'CANNOT_TELL',
  NOT_APPLICABLE: 'NOT_APPLICABLE',
  MANUAL: 'MANUAL',
  ERROR: 'ERROR',
} as const
export type FindingStatus = keyof typeof FindingStatus
registerEnumType(FindingStatus, {
  name: 'FindingStatus',
  description: 'What a control found.',
  valuesConfig: {
    PASS: { description: 'As it should be.' },
    FAIL: { description: 'Not as it should be.' },
    PARTIAL: { description: 'Some subjects pass and some fail.' },
    CANNOT_TELL: { description: 'Not enough could be read to tell; `message` names the missing scope or endpoint.' },
    NOT_APPLICABLE: { description: 'Does not apply to this app, for its plan or set-up.' },
    MANUAL: { description: 'Needs a person to look; see `attest`.' },
    ERROR: { description: 'The control itself failed.' },
  },
})

export const ExceptionKind = {
  RISK_ACCEPTED: 'RISK_ACCEPTED',
  THIRD_PARTY: 'THIRD_PARTY',
  ALTERNATE_MITIGATION: 'ALTERNATE_MITIGATION',
} as const
export type ExceptionKind = keyof typeof ExceptionKind
registerEnumType(ExceptionKind, {
  name: 'ExceptionKind',
  description: 'Kind of exception; it decides the points.',
  valuesConfig: {
    RISK_ACCEPTED: { description: 'The risk is accepted; no points.' },
    THIRD_PARTY: { description: 'Another product takes care of it; full points.' },
    ALTERNATE_MITIGATION: { description: 'Other measures take care of it; full points.' },
  },
})

@ObjectType({ description: 'A decision to live with a finding, for a time.' })
export class PostureException {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
  controlId!: string | null
  @Field(() => Control, { nullable: true, description: 'The control that it is about; null for a whole category.' })
  control?: Control | null
  @Field(() => String, {
    nullable: true,
    description: 'The category of controls that it is about; null for one control.',
  })
  category!: string | null
  @Field(() => App, { nullable: true, description: 'The app that it is about; null for all of the tenant.' })
  app!: App | null
  @Field(() => [String], {
    nullable: true,
    description: 'Names of the subjects that it is about, `*` standing for any characters; null for the whole finding.',
  })
  subjects!: string[] | null
  @Field(() => ExceptionKind, { description: 'Kind of decision.' }) kind!: ExceptionKind
  @Field(() => String, { description: 'Why.' }) reason!: string
  @Field(() => Actor, { description: 'Member who answers for it.' }) owner!: Actor
  @Field(() => Actor, { description: 'Who made it.' }) createdBy!: Actor
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) createdAt!: Date
  @Field(() => Actor, { nullable: true, description: 'Second member who agreed to it.' }) approver!: Actor | null
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the second member agreed.' })
  approvedAt!: Date | null
  @Field(() => DateTimeScalar, { description: 'When it ends and the finding counts again.' }) expiresAt!: Date
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it is in force.' })
  endedAt!: Date | null
  @Field(() => Actor, {
    nullable: true,
    description: 'Who ended it; null while it is in force, and when its time was over.',
  })
  endedBy!: Actor | null
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When more subjects failed than when it was made, for the first time.',
  })
  worsenedAt!: Date | null
  @Field(() => Int, { description: 'Grows with every change; for `expectedVersion`.' }) version!: number
}

@ObjectType({ description: 'One thing that a finding judged.' })
export class Subject {
  @Field(() => String, { description: 'Its name.' }) name!: string
  @Field(() => Boolean, { description: 'Whether it passes.' }) passed!: boolean
  @Field(() => String, { nullable: true, description: 'What was seen there.' }) detail!: string | null
  @Field(() => Account, { nullable: true, description: 'The account, when it is one.' }) account!: Account | null
  @Field(() => Resource, { nullable: true, description: 'The resource, when it is one.' }) resource!: Resource | null
  exceptionId!: string | null
  @Field(() => PostureException, {
    nullable: true,
    description: 'Exception in force for this subject, while it fails.',
  })
  exception?: PostureException | null
}

@ObjectType({ description: 'One subject of a page.' })
export class SubjectEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => Subject, { description: 'The subject.' }) node!: Subject
}

@ObjectType({ description: 'A page of subjects.' })
export class SubjectConnection {
  @Field(() => [SubjectEdge], { description: 'The subjects.' }) edges!: SubjectEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}

@ObjectType({ description: "A person's word on a manual control, for a time." })
export class Attestation {
  @Field(() => Actor, { description: 'Member who gave it.' }) by!: Actor
  @Field(() => String, { description: 'What was seen, and where.' }) evidence!: string
  @Field(() => DateTimeScalar, { description: 'When it was given.' }) createdAt!: Date
  @Field(() => DateTimeScalar, { description: 'When it ends and the finding is MANUAL again.' }) expiresAt!: Date
}

@ObjectType({ description: 'By when somebody means to mend a failure.' })
export class FindingPlan {
  @Field(() => DateTimeScalar, { description: 'When it is to be mended.' }) by!: Date
  @Field(() => String, { nullable: true, description: 'How.' }) note!: string | null
  @Field(() => Actor, { description: 'Who planned it.' }) owner!: Actor
  @Field(() => DateTimeScalar, { description: 'When it was planned.' }) createdAt!: Date
}

@ObjectType({ description: 'What one control found in one app.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["posture:read"]])')
export class Finding {
  @Field(() => ID, { description: 'Opaque id, the same over all assessments.' }) id!: string
  controlId!: string
  @Field(() => Control, { description: 'The control.' }) control!: Control
  @Field(() => App, { nullable: true, description: 'The app.' }) app!: App | null
  @Field(() => FindingStatus, { description: 'What was found, whatever exception there is.' }) status!: FindingStatus
  @Field(() => String, { description: 'What was found, as one sentence with the numbers.' }) message!: string
  @Field(() => Int, { description: 'How many subjects fail.' }) failing!: number
  @Field(() => Int, { description: 'How many subjects were judged.' }) evaluated!: number
  @Field(() => JsonScalar, {
    description: 'What it was judged by: `read`, `endpoint`, `time`, `hash` (SHA-256 of the answer) and `values`.',
  })
  evidence!: unknown
  @Field(() => DateTimeScalar, { description: 'When this control first judged this app.' }) firstSeenAt!: Date
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it has failed without a break.' })
  failingSince!: Date | null
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when the last failure is over; null while it fails and when it never failed.',
  })
  resolvedAt!: Date | null
  @Field(() => Int, { description: 'How often it failed again after a failure was over.' }) reopenedCount!: number
  @Field(() => DateTimeScalar, {
    description:
      'When its status, numbers, message or the values judged by last changed; at first, when it was first seen.',
  })
  lastChangedAt!: Date
  @Field(() => DateTimeScalar, { description: 'When it was last judged.' }) lastAssessedAt!: Date
  @Field(() => PostureException, { nullable: true, description: 'Exception in force.' })
  exception!: PostureException | null
  @Field(() => Int, { description: 'How many of the failing subjects have an exception in force of their own.' })
  exceptedFailing!: number
  @Field(() => Attestation, { nullable: true, description: 'Attestation in force, for manual controls.' })
  attestation!: Attestation | null
  @Field(() => FindingPlan, { nullable: true, description: 'By when it is to be mended, while it fails.' })
  plan!: FindingPlan | null
  @Field(() => Float, { description: 'Points earned.' }) points!: number
  @Field(() => Float, { description: 'Points that could be earned; 0 while the status leaves it out of the score.' })
  maxPoints!: number
  @Field(() => Activity, {
    nullable: true,
    description: 'The audit event that changed the setting, when one was seen.',
  })
  changedBy!: Activity | null
  @Field(() => Int, { description: 'Grows with every change; for `expectedVersion`.' }) version!: number
}

@ObjectType({ description: 'One finding of a page.' })
export class FindingEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => Finding, { description: 'The finding.' }) node!: Finding
}

@ObjectType({ description: 'A page of findings.' })
export class FindingConnection {
  @Field(() => [FindingEdge], { description: 'The findings.' }) edges!: FindingEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}

@InputType({ description: 'Which findings.' })
export class FindingFilter {
  @Field(() => [FindingFilter], { nullable: true, description: 'All of these hold.' }) and?: FindingFilter[] | null
  @Field(() => [FindingFilter], { nullable: true, description: 'Any of these holds.' }) or?: FindingFilter[] | null
  @Field(() => FindingFilter, { nullable: true, description: 'This does not hold.' }) not?: FindingFilter | null
  @Field(() => [ID], { nullable: true, description: 'Ids of apps.' }) app?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Slugs of connectors.' }) connector?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of controls.' }) control?: string[] | null
  @Field(() => [String], { nullable: true, description: 'Categories of controls.' }) category?: string[] | null
  @Field(() => [Severity], { nullable: true, description: 'Severities of controls.' }) severity?: Severity[] | null
  @Field(() => [String], { nullable: true, description: 'Names of frameworks.' }) framework?: string[] | null
  @Field(() => [FindingStatus], { nullable: true, description: 'Statuses.' }) status?: FindingStatus[] | null
  @Field(() => Boolean, { nullable: true, description: 'Whether an exception is in force.' }) hasException?:
    | boolean
    | null
  @Field(() => DateTimeFilter, { nullable: true, description: 'When the present failure began.' })
  failingSince?: DateTimeFilter | null
  @Field(() => DateTimeFilter, { nullable: true, description: 'Since when the last failure is over.' })
  resolvedAt?: DateTimeFilter | null
  @Field(() => DateTimeFilter, { nullable: true, description: 'When it last changed.' })
  lastChangedAt?: DateTimeFilter | null
  @Field(() => Int, { nullable: true, description: 'At least so often did it fail again.' })
  reopenedAtLeast?: number | null
}

@InputType({ description: 'Which app.' })
export class AppIdInput {
  @Field(() => ID, { description: 'Id of the app.' }) id!: string
}

@InputType({ description: 'Which subjects of a finding.' })
export class SubjectMatch {
  @Field(() => [String], {
    description: 'Their names without regard to case, 1 to 50; `*` stands for any characters, such as `break-glass-*`.',
  })
  names!: string[]
}

@InputType({ description: 'An exception to set.' })
export class ExceptionInput {
  @Field(() => ID, { description: 'Id of the finding.' }) finding!: string
  @Field(() => Int, { description: 'The `version` last seen; CONFLICT when outdated.' }) expectedVersion!: number
  @Field(() => ExceptionKind, { description: 'Kind of decision.' }) kind!: ExceptionKind
  @Field(() => String, { description: 'Why.' }) reason!: string
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the member who answers for it; the caller when left out.',
  })
  owner?: string | null
  @Field(() => DateTimeScalar, { description: 'When it ends, at most one year ahead.' }) expiresAt!: Date
  @Field(() => SubjectMatch, { nullable: true, description: 'Only these subjects; the whole finding when left out.' })
  subjects?: SubjectMatch | null
}

@InputType({ description: 'When a failure is to be mended.' })
export class PlanInput {
  @Field(() => ID, { description: 'Id of the finding.' }) finding!: string
  @Field(() => Int, { description: 'The `version` last seen; CONFLICT when outdated.' }) expectedVersion!: number
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When, at most one year ahead; takes the plan back when left out.',
  })
  by?: Date | null
  @Field(() => String, { nullable: true, description: 'How.' }) note?: string | null
}

@InputType({ description: "A manual control's answer." })
export class AttestInput {
  @Field(() => ID, { description: 'Id of the finding.' }) finding!: string
  @Field(() => Int, { description: 'The `version` last seen; CONFLICT when outdated.' }) expectedVersion!: number
  @Field(() => Boolean, { description: 'Whether it is as it should be.' }) passed!: boolean
  @Field(() => String, { description: 'What was seen, and where.' }) evidence!: string
  @Field(() => DateTimeScalar, { description: 'When it ends, at most one year ahead.' }) expiresAt!: Date
}

@ObjectType({ description: 'Answer of `assessApp`.' })
export class AssessPayload {
  @Field(() => App, { nullable: true, description: 'The app; null when the assessment could not start.' })
  app!: App | null
  @Field(() => Int, { description: 'How many controls will be judged.' }) controls!: number
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of a write on a finding.' })
export class FindingPayload {
  @Field(() => Finding, { nullable: true, description: 'The finding; null when the write failed.' })
  finding!: Finding | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
