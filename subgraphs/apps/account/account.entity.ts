import { DateTimeScalar, tenantTable } from '@casbah/kit'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'

export const AccountStatus = {
  ACTIVE: 'ACTIVE',
  INVITED: 'INVITED',
  SUSPENDED: 'SUSPENDED',
  DELETED: 'DELETED',
  UNKNOWN: 'UNKNOWN',
} as const
export type AccountStatus = keyof typeof AccountStatus
registerEnumType(AccountStatus, {
  name: 'AccountStatus',
  description: 'Whether an account can sign in.',
  valuesConfig: {
    ACTIVE: { description: 'Can sign in.' },
    INVITED: { description: 'Made but never used.' },
    SUSPENDED: { description: 'Kept from signing in.' },
    DELETED: { description: 'Removed at the vendor.' },
    UNKNOWN: { description: 'The vendor does not tell.' },
  },
})

@Entity(tenantTable('apps', 'account'))
@ObjectType({ description: 'A login in one app.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["apps:read"]])')
export class Account {
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

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'E-mail address, in lower case.' })
  email!: string | null

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Display name.' })
  displayName!: string | null

  @Property({ type: 'text' })
  @Field(() => AccountStatus, { description: 'Whether it can sign in.' })
  status!: AccountStatus

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it holds an administrator role.' })
  isAdmin!: boolean

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it belongs to somebody outside the organisation.' })
  isExternal!: boolean

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether it belongs to a program rather than a person.' })
  isService!: boolean

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether no policy may act on it by itself.' })
  isProtected!: boolean

  @Property({ type: 'boolean', nullable: true })
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a second factor is set up; null when the vendor does not tell.',
  })
  mfaEnabled!: boolean | null

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of its newest activity or sign-in.' })
  lastSeenAt!: Date | null

  @Property({ type: 'json' })
  @Field(() => [String], { description: 'Names of its groups in the app.' })
  groups!: string[]

  @Property({ type: 'uuid', nullable: true, fieldName: 'person' })
  personId!: string | null

  /** Set by hand, so stitching leaves it alone. */
  @Property({ type: 'boolean' })
  linkedByHand!: boolean
}
