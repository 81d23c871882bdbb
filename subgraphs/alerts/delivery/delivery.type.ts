import { CursorScalar, DateTimeScalar, PageInfo, SafeIntScalar, UserError } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { cost } from '../graphql/directives.ts'
import { Webhook } from './webhook.type.ts'

export const DeliveryState = { PENDING: 'PENDING', DELIVERED: 'DELIVERED', DEAD: 'DEAD' } as const
export type DeliveryState = keyof typeof DeliveryState
registerEnumType(DeliveryState, {
  name: 'DeliveryState',
  description: 'How far a delivery is.',
  valuesConfig: {
    PENDING: { description: 'It waits for its first or its next attempt.' },
    DELIVERED: { description: 'The receiver took it.' },
    DEAD: { description: 'It is not tried again by itself: a dead letter.' },
  },
})

/** What webhooks and mails have in common. */
@ObjectType()
export abstract class DeliveryFacts {
  @Field(() => ID, { description: 'Opaque id, the same for every attempt.' }) id!: string
  @Field(() => DeliveryState, { description: 'How far it is.' }) state!: DeliveryState
  @Field(() => Int, { description: 'Attempts so far.' }) attempts!: number
  @Field(() => UserError, {
    nullable: true,
    description: 'Why the last attempt failed; null once one succeeded and before the first.',
  })
  lastError!: UserError | null
  @Field(() => DateTimeScalar, { description: 'When it was put in the queue.' }) createdAt!: Date
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last tried.' }) triedAt!: Date | null
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried next; null unless it is PENDING.' })
  nextAttemptAt!: Date | null
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was delivered or given up.' })
  endedAt!: Date | null
  alertId!: string | null
}

@ObjectType({ description: 'One message to a webhook.', simpleResolvers: true })
export class WebhookDelivery extends DeliveryFacts {
  @Field(() => String, { description: 'What it tells: `alert.raised`, `alert.changed` or `webhook.test`.' })
  event!: string
  @Field(() => SafeIntScalar, {
    nullable: true,
    description: "Place in the tenant's stream of alerts; null for a test.",
  })
  sequence!: number | null
  @Field(() => CursorScalar, {
    nullable: true,
    description: 'Cursor of that place, for `replayWebhook` and the stream of alerts; null for a test.',
  })
  cursor!: string | null
  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer; null when there was none.' })
  lastStatus!: number | null
}

@ObjectType({ description: 'One e-mail that a policy asked for.', simpleResolvers: true })
export class MailDelivery extends DeliveryFacts {
  @Field(() => String, { description: 'Who gets it.' }) email!: string
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the delivery whose mail told of it, too, when many came within an hour.',
  })
  summarizedIn!: string | null
}

@ObjectType({ description: 'A message to a webhook in a page.' })
export class WebhookDeliveryEdge {
  @Field(() => CursorScalar, { description: 'Where it stands.' }) cursor!: string
  @Field(() => WebhookDelivery, { description: 'The message.' }) node!: WebhookDelivery
}

@ObjectType({ description: 'A page of messages to a webhook.', simpleResolvers: true })
export class WebhookDeliveryConnection {
  @Field(() => [WebhookDeliveryEdge], { description: 'The messages.' }) edges!: WebhookDeliveryEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive(cost(10))
  totalCount!: number
}

@ObjectType({ description: 'An e-mail in a page.' })
export class MailDeliveryEdge {
  @Field(() => CursorScalar, { description: 'Where it stands.' }) cursor!: string
  @Field(() => MailDelivery, { description: 'The e-mail.' }) node!: MailDelivery
}

@ObjectType({ description: 'A page of e-mails.', simpleResolvers: true })
export class MailDeliveryConnection {
  @Field(() => [MailDeliveryEdge], { description: 'The e-mails.' }) edges!: MailDeliveryEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive(cost(10))
  totalCount!: number
}

@InputType({ description: 'Which messages to send again.' })
export class ReplayWebhookInput {
  @Field(() => ID, { description: 'Id of the webhook.' }) id!: string
  @Field(() => CursorScalar, {
    nullable: true,
    description:
      'Everything after this cursor, of a delivery or of an update in the stream of alerts; only the dead letters when left out.',
  })
  from?: string | null
}

@ObjectType({ description: 'Answer of `replayWebhook`.' })
export class ReplayWebhookPayload {
  @Field(() => Webhook, { nullable: true, description: 'The webhook; null when the write failed.' })
  webhook!: Webhook | null
  @Field(() => Int, {
    description:
      'How many dead letters are sent again; with `from`, how many updates are looked through for what to send.',
  })
  count!: number
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `testWebhook`.' })
export class TestWebhookPayload {
  @Field(() => WebhookDelivery, {
    nullable: true,
    description: 'What became of the call, which is made once; null when there is no such webhook.',
  })
  delivery!: WebhookDelivery | null
  @Field(() => [UserError], { description: 'What was wrong; empty when the call was made.' }) userErrors!: UserError[]
}
