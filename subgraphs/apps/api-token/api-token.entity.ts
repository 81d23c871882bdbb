import { DateTimeScalar, tenantTable } from '@casbah/kit'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import { Directive, Field, ID, ObjectType } from 'type-graphql'
import { Actor } from '../actor/actor.type.ts'

@Entity(tenantTable('apps', 'api_token'))
@ObjectType({ description: 'A scoped token for a partner, a script or a service.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["tenant:admin"]])')
export class ApiToken {
  @PrimaryKey({ type: 'text' })
  tenant!: string

  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Property({ type: 'text' })
  @Field(() => String, { description: 'What it is for; unique among the tokens that still work.' })
  name!: string

  /** SHA-256 of the secret, hexadecimal; the secret itself is kept nowhere. */
  @Property({ type: 'text' })
  hash!: string

  @Property({ type: 'text' })
  @Field(() => String, { description: 'The first characters of the secret, to recognise it by.' })
  prefix!: string

  @Property({ type: 'json' })
  @Field(() => [String], { description: 'Scopes it has.' })
  scopes!: string[]

  @Property({ type: 'json' })
  @Field(() => Actor, { description: 'Who made it.' })
  createdBy!: Actor

  @Property({ type: 'datetime' })
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: Date

  @Property({ type: 'datetime' })
  @Field(() => DateTimeScalar, { description: 'When it stops working.' })
  expiresAt!: Date

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was last used, to the minute; null when never.',
  })
  lastUsedAt!: Date | null

  @Property({ type: 'datetime', nullable: true })
  revokedAt!: Date | null
}
