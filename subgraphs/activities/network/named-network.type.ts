import { NetworkTag, UserError } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { READ } from '../directives.ts'

@ObjectType({ description: 'A part of the internet that the tenant knows.' })
@Directive('@key(fields: "id")')
@Directive(READ)
export class NamedNetwork {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
  @Field(() => String, { description: 'Name, unique in the tenant.' }) name!: string
  @Field(() => [String], {
    description: 'Its ranges, IPv4 or IPv6 in CIDR form; ranges of different networks do not overlap.',
  })
  cidrs!: string[]
  @Field(() => NetworkTag, { description: 'What it is; wins over the tag of built-in lists.' }) tag!: NetworkTag
  @Field(() => Int, { description: 'Grows with every change; for `expectedVersion`.' }) version!: number
}

@InputType({ description: 'A named network to make or change.' })
export class NamedNetworkInput {
  @Field(() => ID, { nullable: true, description: 'Id of the network to change; a new one is made when left out.' })
  id?: string | null
  @Field(() => Int, {
    nullable: true,
    description: 'The `version` last seen, required with `id`; CONFLICT when outdated.',
  })
  expectedVersion?: number | null
  @Field(() => String, { description: 'Name, unique in the tenant.' }) name!: string
  @Field(() => [String], { description: 'Ranges in CIDR form.' }) cidrs!: string[]
  @Field(() => NetworkTag, { description: 'What it is.' }) tag!: NetworkTag
}

@ObjectType({ description: 'Answer of `upsertNamedNetwork`.' })
export class NamedNetworkPayload {
  @Field(() => NamedNetwork, { nullable: true, description: 'The network; null when the write failed.' })
  namedNetwork!: NamedNetwork | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
