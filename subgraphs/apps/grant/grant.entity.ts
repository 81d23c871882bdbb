import { DateTimeScalar, Severity, tenantTable } from '@casbah/kit'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Entity(tenantTable('apps', 'oauth_grant'))
@ObjectType({ description: 'A third-party app that was let in.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["apps:read"]])')
export class OAuthGrant {
  @PrimaryKey({ type: 'text' })
  tenant!: string

  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Property({ type: 'uuid', fieldName: 'app' })
  appId!: string

  @Property({ type: 'uuid', nullable: true, fieldName: 'account_id' })
  accountId!: string | null

  @Property({ type: 'text' })
  @Field(() => ID, { description: "The vendor's id of the third-party app." })
  clientId!: string

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Name of the third-party app.' })
  clientName!: string

  @Property({ type: 'json' })
  @Field(() => [String], { description: "Rights given, in the vendor's words." })
  scopes!: string[]

  @Property({ type: 'text' })
  @Field(() => Severity, { description: 'How dangerous these rights are.' })
  risk!: Severity

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was allowed.' })
  grantedAt!: Date | null

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who publishes the third-party app, where the vendor tells.' })
  publisher!: string | null

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was found to be gone at the vendor; null while it holds. Lists leave out what is gone.',
  })
  goneAt!: Date | null
}
