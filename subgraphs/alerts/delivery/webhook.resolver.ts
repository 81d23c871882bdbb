import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import { DeletePayload, IdInput, type Context } from '@casbah/kit'
import { alertById } from '../alert/alert.loaders.ts'
import { Alert } from '../alert/alert.type.ts'
import { cost, listOf, PAGED, READS, WRITES_TENANT } from '../graphql/directives.ts'
import { PageArgs } from '../graphql/page-args.ts'
import { PolicyResponse } from '../response/response.type.ts'
import { deleteWebhook } from './delete-webhook.ts'
import { mailDeliveries, webhookDeliveries } from './delivery.pages.ts'
import {
  DeliveryState,
  MailDelivery,
  MailDeliveryConnection,
  ReplayWebhookInput,
  ReplayWebhookPayload,
  TestWebhookPayload,
  WebhookDelivery,
  WebhookDeliveryConnection,
} from './delivery.type.ts'
import { replayWebhook } from './replay-webhook.ts'
import { testWebhook } from './test-webhook.ts'
import { upsertWebhook } from './upsert-webhook.ts'
import { allWebhooks, webhookById, webhookChanges } from './webhook.row.ts'
import { Webhook, WebhookChange, WebhookInput, WebhookPayload } from './webhook.type.ts'

@ArgsType()
class DeliveryListArgs extends PageArgs {
  @Field(() => [DeliveryState], { nullable: true, description: 'How far they are.' }) state?: DeliveryState[] | null
}

@Resolver(() => Webhook)
export class WebhookResolver {
  @Query(() => [Webhook], { nullable: true, description: 'Webhooks by name.' })
  @Directive(READS)
  @Directive(listOf(10))
  webhooks(@Ctx() context: Context) {
    return allWebhooks(context)
  }

  @Query(() => MailDeliveryConnection, {
    nullable: true,
    description: 'E-mails that policies asked for, newest first.',
  })
  @Directive(READS)
  @Directive(PAGED)
  mailDeliveries(@Args(() => DeliveryListArgs) args: DeliveryListArgs, @Ctx() context: Context) {
    return mailDeliveries(context, args)
  }

  @Mutation(() => WebhookPayload, {
    description: 'Makes or changes a webhook that signs its calls by Standard Webhooks.',
  })
  @Directive(WRITES_TENANT)
  upsertWebhook(
    @Arg('input', () => WebhookInput, { description: 'The webhook.' }) input: WebhookInput,
    @Ctx() context: Context,
  ): Promise<WebhookPayload> {
    return upsertWebhook(context, input)
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a webhook; policies that name it no longer call it.' })
  @Directive(WRITES_TENANT)
  deleteWebhook(
    @Arg('input', () => IdInput, { description: 'Which webhook.' }) input: IdInput,
    @Ctx() context: Context,
  ): Promise<DeletePayload> {
    return deleteWebhook(context, input)
  }

  @Mutation(() => ReplayWebhookPayload, {
    description:
      'Sends messages of a webhook again, each by the id that it had: its dead letters, or all after a cursor.',
  })
  @Directive(WRITES_TENANT)
  @Directive(cost(50))
  replayWebhook(
    @Arg('input', () => ReplayWebhookInput, { description: 'Which messages.' }) input: ReplayWebhookInput,
    @Ctx() context: Context,
  ): Promise<ReplayWebhookPayload> {
    return replayWebhook(context, input)
  }

  @Mutation(() => TestWebhookPayload, {
    description: 'Calls a webhook once with an event of type `webhook.test`, and tells what became of it.',
  })
  @Directive(WRITES_TENANT)
  @Directive(cost(50))
  testWebhook(
    @Arg('input', () => IdInput, { description: 'Which webhook.' }) { id }: IdInput,
    @Ctx() context: Context,
  ): Promise<TestWebhookPayload> {
    return testWebhook(context, id)
  }

  @FieldResolver(() => WebhookDeliveryConnection, {
    description: 'What was sent or waits to be, newest first, kept for 30 days.',
  })
  @Directive(PAGED)
  deliveries(@Root() webhook: Webhook, @Args(() => DeliveryListArgs) args: DeliveryListArgs, @Ctx() context: Context) {
    return webhookDeliveries(context, webhook.id, args)
  }

  @FieldResolver(() => [WebhookChange], { description: 'Who made and changed it, oldest first, the last 100.' })
  @Directive(listOf(10))
  changes(@Root() webhook: Webhook, @Ctx() context: Context): Promise<WebhookChange[]> {
    return webhookChanges(context, webhook.id)
  }
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @FieldResolver(() => Alert, { nullable: true, description: 'The alert that it tells of; null for a test.' })
  alert(@Root() delivery: WebhookDelivery, @Ctx() context: Context) {
    return delivery.alertId === null ? null : alertById(context, delivery.alertId)
  }
}

@Resolver(() => MailDelivery)
export class MailDeliveryResolver {
  @FieldResolver(() => Alert, { nullable: true, description: 'The alert that it tells of.' })
  alert(@Root() delivery: MailDelivery, @Ctx() context: Context) {
    return delivery.alertId === null ? null : alertById(context, delivery.alertId)
  }
}

@Resolver(() => PolicyResponse)
export class PolicyResponseResolver {
  @FieldResolver(() => Webhook, { nullable: true, description: 'The webhook.' })
  webhook(@Root() response: PolicyResponse, @Ctx() context: Context) {
    return response.webhookId === null ? null : webhookById(context, response.webhookId)
  }
}
