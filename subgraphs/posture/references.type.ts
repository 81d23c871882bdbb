import { ActorKind, type Context } from '@casbah/kit'
import { Directive, Field, ID, ObjectType } from 'type-graphql'

// Entities of other subgraphs, by key alone, and the actor by value.

@ObjectType({ description: 'A login in one app.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Account {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@ObjectType({ description: 'Something that can be shared: a file, a repository, a bucket, a site, a channel.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Resource {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@ObjectType({ description: 'One normalised audit event, named as in OCSF 1.8 where GraphQL allows.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Activity {
  @Field(() => ID, { description: 'Opaque id, the same however often the event is read.' }) id!: string
}

@ObjectType({ description: 'A governance action that a connector can carry out.' })
@Directive('@key(fields: "id", resolvable: false)')
export class ActionSpec {
  @Field(() => ID, { description: 'Connector slug and action name, such as `okta/suspend-user`.' }) id!: string
}

@ObjectType({ description: 'One connected instance of an app.' })
@Directive('@key(fields: "id")')
export class App {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@ObjectType({ description: 'A kind of app that can be connected: one loaded connector plugin.' })
@Directive('@key(fields: "slug")')
export class Connector {
  @Field(() => ID, { description: 'Short unique name, such as `google-workspace`.' }) slug!: string
}

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
  @Field(() => Account, { nullable: true, description: 'The account, for kind ACCOUNT.' }) account?: Account | null
}

/** The caller as an actor. */
export function callerAsActor(context: Context): Actor {
  const { kind, id, name, email } = context.caller.actor
  return { kind, id, name, email, account: null }
}
