import { JsonScalar } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { isAction, isMail, USUAL_MAX_AGE, type ResponseData } from './response.ts'

@ObjectType({ description: 'A governance action that a connector can carry out.' })
@Directive('@key(fields: "id", resolvable: false)')
export class ActionSpec {
  @Field(() => ID, { description: 'Connector slug and action name, such as `okta/suspend-user`.' }) id!: string
}

@ObjectType({
  description: 'Something that a policy triggers: a governance action, a webhook or an e-mail, exactly one.',
})
export class PolicyResponse {
  @Field(() => ActionSpec, { nullable: true, description: 'The governance action.' }) action!: ActionSpec | null
  @Field(() => JsonScalar, { nullable: true, description: 'Parameters of the action, as its `inputSchema` says.' })
  parameters!: Record<string, unknown> | null
  @Field(() => Int, {
    description: 'Age of the activity in seconds up to which the action runs by itself; beyond, it awaits approval.',
  })
  maxAgeSeconds!: number
  @Field(() => String, { nullable: true, description: 'E-mail address to notify.' }) email!: string | null
  webhookId!: string | null
}

@InputType({ description: 'Something to trigger: a governance action, a webhook or an e-mail, exactly one.' })
export class PolicyResponseInput {
  @Field(() => ID, { nullable: true, description: 'Id of the action spec; needs `governance:request`.' })
  action?: string | null
  @Field(() => JsonScalar, { nullable: true, description: 'Parameters of the action, as its `inputSchema` says.' })
  parameters?: unknown
  @Field(() => Int, {
    nullable: true,
    defaultValue: USUAL_MAX_AGE,
    description: 'Age of the activity in seconds up to which the action runs by itself; beyond, it awaits approval.',
  })
  maxAgeSeconds?: number | null
  @Field(() => ID, { nullable: true, description: 'Id of the webhook.' }) webhook?: string | null
  @Field(() => String, { nullable: true, description: 'E-mail address to notify.' }) email?: string | null
}

export function toResponse(response: ResponseData): PolicyResponse {
  const { action, parameters, maxAgeSeconds } = isAction(response)
    ? response
    : { action: null, parameters: null, maxAgeSeconds: USUAL_MAX_AGE }
  return Object.assign(new PolicyResponse(), {
    action: action === null ? null : { id: action },
    parameters,
    maxAgeSeconds,
    email: isMail(response) ? response.email : null,
    webhookId: 'webhook' in response ? response.webhook : null,
  } satisfies PolicyResponse)
}
