import { DateTimeScalar, JsonScalar, UserError } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { AlertFilter } from '../alert/alert.inputs.ts'
import { READS, WRITES_TENANT } from '../graphql/directives.ts'
import { Actor } from '../graphql/shared.ts'

@ObjectType({
  description: 'An address of yours that is called when alerts are raised or change.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive(READS)
export class Webhook {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
  @Field(() => String, { description: 'Name, unique in the tenant.' }) name!: string
  @Field(() => String, { description: 'Where calls go, https only.' })
  @Directive(WRITES_TENANT)
  url!: string
  @Field(() => Boolean, { description: 'Whether calls are made.' }) enabled!: boolean
  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Alerts to send, as an AlertFilter; null for only those of policies that name it.',
  })
  filter!: unknown
  @Field(() => DateTimeScalar, { nullable: true, description: 'When a call was last accepted.' })
  lastDeliveredAt!: Date | null
  @Field(() => UserError, {
    nullable: true,
    description: 'Why the last call failed; null once one is accepted.',
  })
  lastError!: UserError | null
  @Field(() => Int, { description: 'Grows with every change; for `expectedVersion`.' }) version!: number
}

export const WebhookChangeKind = { CREATED: 'CREATED', CHANGED: 'CHANGED' } as const
export type WebhookChangeKind = keyof typeof WebhookChangeKind
registerEnumType(WebhookChangeKind, {
  name: 'WebhookChangeKind',
  description: 'What was done to a webhook.',
  valuesConfig: { CREATED: { description: 'It was made.' }, CHANGED: { description: 'It was changed.' } },
})

@ObjectType({ description: 'Something that was done to a webhook.' })
export class WebhookChange {
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date
  @Field(() => Actor, { description: 'Who did it.' }) actor!: Actor
  @Field(() => WebhookChangeKind, { description: 'What was done.' }) kind!: WebhookChangeKind
  @Field(() => Int, { description: 'The `version` of the webhook after it.' }) version!: number
  @Field(() => [String], { description: 'Names of the fields that were changed; `secret` when it was rotated.' })
  fields!: string[]
}

@InputType({ description: 'A webhook to make or change.' })
export class WebhookInput {
  @Field(() => ID, { nullable: true, description: 'Id of the webhook to change; a new one is made when left out.' })
  id?: string | null
  @Field(() => Int, {
    nullable: true,
    description: 'The `version` last seen, required with `id`; CONFLICT when outdated.',
  })
  expectedVersion?: number | null
  @Field(() => String, { description: 'Name, unique in the tenant.' }) name!: string
  @Field(() => String, { description: 'Where calls go, https only.' }) url!: string
  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether calls are made.' })
  enabled?: boolean | null
  @Field(() => AlertFilter, {
    nullable: true,
    description: 'Alerts to send; only those of policies that name it when left out.',
  })
  filter?: AlertFilter | null
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether to make a new secret.' })
  rotateSecret?: boolean | null
}

@ObjectType({ description: 'Answer of `upsertWebhook`.' })
export class WebhookPayload {
  @Field(() => Webhook, { nullable: true, description: 'The webhook; null when the write failed.' })
  webhook!: Webhook | null
  @Field(() => String, {
    nullable: true,
    description: 'The signing secret, `whsec_…`, when it is new; shown this once.',
  })
  secret!: string | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
