import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { ActorKind, CursorScalar, PageInfo } from '@casbah/kit'
import { cost } from './directives.ts'

// What several subgraphs define word for word, and stubs of what neighbours own.

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

@ObjectType({ description: 'A kind of app that can be connected: one loaded connector plugin.' })
@Directive('@key(fields: "slug", resolvable: false)')
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

@ObjectType({ description: 'One connected instance of an app.' })
@Directive('@key(fields: "id")')
export class App {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@ObjectType({ description: 'A person, stitched together from accounts.' })
@Directive('@key(fields: "id")')
export class User {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@ObjectType({ description: 'One normalised audit event, named as in OCSF 1.8 where GraphQL allows.' })
@Directive('@key(fields: "id")')
export class Activity {
  @Field(() => ID, { description: 'Opaque id, the same however often the event is read.' }) id!: string
}

@ObjectType({ description: 'One activity of a page.' })
@Directive('@shareable')
export class ActivityEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => Activity, { nullable: true, description: 'The activity; null once its retention has passed.' })
  node!: Activity | null
}

@ObjectType({ description: 'A page of activities.', simpleResolvers: true })
@Directive('@shareable')
export class ActivityConnection {
  @Field(() => [ActivityEdge], { description: 'The activities.' }) edges!: ActivityEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive(cost(10))
  totalCount!: number
}
