import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql'
import { Actor } from '../actor/actor.type.ts'
import { DateTimeScalar, UserError } from '@casbah/kit'

@ObjectType({ description: 'One organisation; nothing crosses from one to another.' })
@Directive('@key(fields: "id")')
export class Tenant {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
  @Field(() => String, { description: 'Display name.' }) name!: string
}

@InputType({ description: 'Which domains are the organisation’s own.' })
export class SetOwnDomainsInput {
  @Field(() => [String], {
    description:
      'Mail domains, in place of those named before; what apps list as their own counts beside them. Subdomains are included.',
  })
  domains!: string[]
}

@ObjectType({ description: 'Answer of `setOwnDomains`.' })
export class OwnDomainsPayload {
  @Field(() => [String], { description: 'All own domains as they count now.' }) domains!: string[]
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

@ObjectType({ description: 'The caller of this request.' })
export class Viewer {
  @Field(() => Actor, { description: 'The member or API token that calls.' }) actor!: Actor
  @Field(() => Tenant, { description: 'The tenant whose data the caller sees.' }) tenant!: Tenant
  @Field(() => [String], { description: 'Scopes that the token has, such as `alerts:read`.' }) scopes!: string[]
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the token stops working; null for one without an end.',
  })
  expiresAt!: Date | null
}
