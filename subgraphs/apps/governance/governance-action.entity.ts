import { DateTimeScalar, JsonScalar, tenantTable, UserError } from '@casbah/kit'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Actor } from '../actor/actor.type.ts'

export const GovernanceState = {
  AWAITING_APPROVAL: 'AWAITING_APPROVAL',
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  CONFIRMING: 'CONFIRMING',
  UNKNOWN: 'UNKNOWN',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  REJECTED: 'REJECTED',
  CANCELLED: 'CANCELLED',
  EXPIRED: 'EXPIRED',
  UNDOING: 'UNDOING',
  UNDONE: 'UNDONE',
} as const
export type GovernanceState = keyof typeof GovernanceState
registerEnumType(GovernanceState, {
  name: 'GovernanceState',
  description: 'How far a governance action got.',
  valuesConfig: {
    AWAITING_APPROVAL: { description: 'Waits for a second person.' },
    QUEUED: { description: 'Waits for its turn.' },
    RUNNING: { description: 'Is being sent.' },
    CONFIRMING: { description: 'Sent; the vendor is being asked whether it holds.' },
    UNKNOWN: { description: 'Sent, and the vendor could not yet be asked; asked again until it is known.' },
    SUCCEEDED: { description: 'Done, and confirmed where the vendor can be asked.' },
    FAILED: { description: 'Not done; `error` says why.' },
    REJECTED: { description: 'Turned down by a second person.' },
    CANCELLED: { description: 'Taken back before it was sent.' },
    EXPIRED: { description: 'Not approved in time.' },
    UNDOING: { description: 'Is being taken back at the vendor.' },
    UNDONE: { description: 'Done, then taken back.' },
  },
})

@Entity(tenantTable('apps', 'governance_action'))
@ObjectType({
  description: 'One governance action: asked for, approved, run, confirmed, perhaps undone; its log cannot be edited.',
})
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["apps:read"]])')
export class GovernanceAction {
  @PrimaryKey({ type: 'text' })
  tenant!: string

  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Property({ type: 'text', fieldName: 'spec' })
  specId!: string

  @Property({ type: 'uuid', fieldName: 'app' })
  appId!: string

  @Property({ type: 'uuid', nullable: true, fieldName: 'account' })
  accountId!: string | null

  @Property({ type: 'uuid', nullable: true, fieldName: 'resource' })
  resourceId!: string | null

  @Property({ type: 'uuid', nullable: true, fieldName: 'grant' })
  grantId!: string | null

  @Property({ type: 'text' })
  @Field(() => GovernanceState, { description: 'How far it got.' })
  state!: GovernanceState

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it only showed its request and sent nothing.' })
  dryRun!: boolean

  @Property({ type: 'json' })
  @Field(() => Actor, { description: 'Member, token or policy that asked for it.' })
  requestedBy!: Actor

  @Property({ type: 'json', nullable: true })
  @Field(() => Actor, { nullable: true, description: 'Member who approved it.' })
  approvedBy!: Actor | null

  @Property({ type: 'json', nullable: true })
  @Field(() => Actor, { nullable: true, description: 'Member who rejected it.' })
  rejectedBy!: Actor | null

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Why it was asked for.' })
  reason!: string

  @Property({ type: 'text', nullable: true, fieldName: 'policy' })
  policyId!: string | null

  @Property({ type: 'text', nullable: true, fieldName: 'alert' })
  alertId!: string | null

  @Property({ type: 'json' })
  parameters!: Record<string, unknown>

  /** What taking it back needs: what was there before. */
  @Property({ type: 'json', nullable: true })
  remembered!: unknown

  @Property({ type: 'json', nullable: true })
  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Method, address and body that were or would be sent, secrets blanked.',
  })
  @Directive('@requiresScopes(scopes: [["governance:request"], ["governance:approve"]])')
  request!: Record<string, unknown> | null

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: "What the vendor's confirmation showed." })
  result!: string | null

  @Property({ type: 'json', nullable: true })
  @Field(() => UserError, { nullable: true, description: 'Why it failed or was rejected, with the remedy.' })
  error!: UserError | null

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it can still be undone.' })
  undoable!: boolean

  /** Times in a row that the vendor could not be reached, and times that it did not show the change. */
  @Property({ type: 'integer' })
  tries!: number

  @Property({ type: 'integer' })
  checks!: number

  /** When it, or its undoing, went out; null while it surely did not. */
  @Property({ type: 'datetime', nullable: true })
  sentAt!: Date | null

  @Property({ type: 'datetime', nullable: true })
  sendBy!: Date | null

  @Property({ type: 'text', nullable: true, fieldName: 'awaits' })
  @Field(() => String, {
    nullable: true,
    description: 'Why it waits, or waited, for a second person; null when it did not.',
  })
  approvalReason!: string | null

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it expires unless somebody approves it before.' })
  expiresAt!: Date | null

  @Property({ type: 'uuid', nullable: true, fieldName: 'batch' })
  batchId!: string | null

  @Property({ type: 'datetime' })
  nextAt!: Date

  @Property({ type: 'datetime' })
  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: Date

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  finishedAt!: Date | null

  @Property({ type: 'datetime' })
  changedAt!: Date
}
