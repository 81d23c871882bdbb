import { ActorKind } from '@casbah/kit'
import { Directive, Field, ID, ObjectType } from 'type-graphql'
import { Account } from '../account/account.entity.ts'

@ObjectType({ description: 'Who did something: a login in a connected app or somebody within Casbah.' })
@Directive('@shareable')
export class Actor {
  @Field(() => ActorKind, { description: 'What it is.' }) kind!: ActorKind
  @Field(() => ID, {
    nullable: true,
    description: 'Opaque id of the account, member, token or policy; null for EXTERNAL and SYSTEM.',
  })
  id!: string | null
  @Field(() => String, { description: "Display name, else e-mail, else the vendor's id." }) name!: string
  @Field(() => String, { nullable: true, description: 'E-mail address, in lower case.' }) email!: string | null
  // Whoever asks for something here is of Casbah itself, so there is no account.
  @Field(() => Account, { nullable: true, description: 'The account, for kind ACCOUNT.' }) account?: Account | null
}

/** Casbah itself, where nobody asked. */
export const SYSTEM: Actor = { kind: 'SYSTEM', id: null, name: 'Casbah', email: null }
