import { Directive, Field, ID, ObjectType } from 'type-graphql'

// Entities of other subgraphs, known here by id alone; `neighbours.resolver.ts` adds their activities.

@ObjectType({ description: 'One connected instance of an app.' })
@Directive('@key(fields: "id")')
export class App {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@ObjectType({ description: 'A login in one app.' })
@Directive('@key(fields: "id")')
export class Account {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@ObjectType({ description: 'Something that can be shared: a file, a repository, a bucket, a site, a channel.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Resource {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@ObjectType({ description: 'A person, stitched together from accounts.' })
@Directive('@key(fields: "id")')
export class User {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}
