import { tenantTable } from '@casbah/kit'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Entity(tenantTable('apps', 'person'))
@ObjectType({ description: 'A person, stitched together from accounts.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["apps:read"]])')
export class User {
  @PrimaryKey({ type: 'text' })
  tenant!: string

  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Main e-mail address, in lower case.' })
  email!: string

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Display name.' })
  displayName!: string | null
}
