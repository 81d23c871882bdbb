import { DateTimeScalar, tenantTable } from '@casbah/kit'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'

export const ResourceKind = {
  FILE: 'FILE',
  FOLDER: 'FOLDER',
  REPOSITORY: 'REPOSITORY',
  BUCKET: 'BUCKET',
  SITE: 'SITE',
  CHANNEL: 'CHANNEL',
  CALENDAR: 'CALENDAR',
  OTHER: 'OTHER',
} as const
export type ResourceKind = keyof typeof ResourceKind
registerEnumType(ResourceKind, {
  name: 'ResourceKind',
  description: 'What a resource is.',
  valuesConfig: {
    FILE: { description: 'A file or document.' },
    FOLDER: { description: 'A folder or shared drive.' },
    REPOSITORY: { description: 'A code repository.' },
    BUCKET: { description: 'A storage bucket or container.' },
    SITE: { description: 'A site, space or workspace.' },
    CHANNEL: { description: 'A channel, room or team.' },
    CALENDAR: { description: 'A calendar.' },
    OTHER: { description: 'Something else.' },
  },
})

export const Exposure = {
  PRIVATE: 'PRIVATE',
  INTERNAL: 'INTERNAL',
  EXTERNAL: 'EXTERNAL',
  PUBLIC_LINK: 'PUBLIC_LINK',
  PUBLIC: 'PUBLIC',
} as const
export type Exposure = keyof typeof Exposure
registerEnumType(Exposure, {
  name: 'Exposure',
  description: 'How far a resource can be seen.',
  valuesConfig: {
    PRIVATE: { description: 'By its owner alone.' },
    INTERNAL: { description: 'By people of the organisation.' },
    EXTERNAL: { description: 'By named people outside the organisation.' },
    PUBLIC_LINK: { description: 'By anyone who has the link.' },
    PUBLIC: { description: 'By anyone, search engines included.' },
  },
})

@Entity(tenantTable('apps', 'resource'))
@ObjectType({ description: 'Something that can be shared: a file, a repository, a bucket, a site, a channel.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["apps:read"]])')
export class Resource {
  @PrimaryKey({ type: 'text' })
  tenant!: string

  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Property({ type: 'uuid', fieldName: 'app' })
  appId!: string

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Id that the vendor gives it.' })
  externalId!: string

  @Property({ type: 'text' })
  @Field(() => ResourceKind, { description: 'What it is.' })
  kind!: ResourceKind

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Name, with its path where it has one.' })
  name!: string

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: "Address in the vendor's own interface." })
  url!: string | null

  @Property({ type: 'uuid', nullable: true, fieldName: 'owner_account' })
  ownerId!: string | null

  @Property({ type: 'text' })
  @Field(() => Exposure, { description: 'How far it can be seen.' })
  exposure!: Exposure

  @Property({ type: 'json' })
  @Field(() => [String], { description: 'E-mail addresses, domains and groups that it is shared with, the first 100.' })
  sharedWith!: string[]

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last modified.' })
  modifiedAt!: Date | null

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: "The vendor's sensitivity label or classification." })
  label!: string | null

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was found to be gone at the vendor; null while it is there. Lists leave out what is gone.',
  })
  goneAt!: Date | null
}
