import 'reflect-metadata'
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { CursorScalar, DateTimeScalar, SafeIntScalar } from './scalars.ts'

// Types that several subgraphs emit by value, word for word the same in each.

export const Severity = {
  INFORMATIONAL: 'INFORMATIONAL',
  LOW: 'LOW',
  MEDIUM: 'MEDIUM',
  HIGH: 'HIGH',
  CRITICAL: 'CRITICAL',
} as const
export type Severity = keyof typeof Severity
registerEnumType(Severity, {
  name: 'Severity',
  description: 'How bad something is.',
  valuesConfig: {
    INFORMATIONAL: { description: 'Good to know.' },
    LOW: { description: 'Look when there is time.' },
    MEDIUM: { description: 'Look this week.' },
    HIGH: { description: 'Look today.' },
    CRITICAL: { description: 'Look now.' },
  },
})

export const ActorKind = {
  ACCOUNT: 'ACCOUNT',
  EXTERNAL: 'EXTERNAL',
  MEMBER: 'MEMBER',
  TOKEN: 'TOKEN',
  POLICY: 'POLICY',
  SYSTEM: 'SYSTEM',
} as const
export type ActorKind = keyof typeof ActorKind
registerEnumType(ActorKind, {
  name: 'ActorKind',
  description: 'What an actor is.',
  valuesConfig: {
    ACCOUNT: { description: 'A login in a connected app.' },
    EXTERNAL: {
      description: 'Somebody or something in a connected app without a known account, such as the vendor or a visitor.',
    },
    MEMBER: { description: 'A person who signs in to Casbah.' },
    TOKEN: { description: 'An API token of Casbah.' },
    POLICY: { description: 'A policy that acted by itself.' },
    SYSTEM: { description: 'Casbah itself.' },
  },
})

export const NetworkTag = {
  CORPORATE: 'CORPORATE',
  ADMINISTRATIVE: 'ADMINISTRATIVE',
  VPN: 'VPN',
  PROXY: 'PROXY',
  TOR: 'TOR',
  CLOUD: 'CLOUD',
  RISKY: 'RISKY',
} as const
export type NetworkTag = keyof typeof NetworkTag
registerEnumType(NetworkTag, {
  name: 'NetworkTag',
  description: 'What kind of network an IP address is in.',
  valuesConfig: {
    CORPORATE: { description: "The organisation's own." },
    ADMINISTRATIVE: { description: "The organisation's administrators alone." },
    VPN: { description: 'A private network service.' },
    PROXY: { description: 'An anonymous proxy.' },
    TOR: { description: 'An exit of the Tor network.' },
    CLOUD: { description: 'A cloud or hosting provider.' },
    RISKY: { description: 'Known for attacks.' },
  },
})

@ObjectType({ description: 'Where a page stands in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' }) hasNextPage!: boolean
  @Field(() => Boolean, { description: 'Whether some come before.' }) hasPreviousPage!: boolean
  @Field(() => CursorScalar, { nullable: true, description: 'Cursor of the first edge.' }) startCursor!: string | null
  @Field(() => CursorScalar, { nullable: true, description: 'Cursor of the last edge.' }) endCursor!: string | null
}

@ObjectType({ description: 'A failure that the user can mend.' })
@Directive('@shareable')
export class UserError {
  @Field(() => String, { description: 'Code from the published catalogue, such as `CONFLICT`.' }) code!: string
  @Field(() => String, { description: 'What is wrong and what to do, as sentences to show.' }) message!: string
  @Field(() => [String], {
    nullable: true,
    description: 'Path of the input field, from the outside in; null when it is none.',
  })
  path!: string[] | null
}

@ObjectType({ description: 'Answer of a delete.' })
@Directive('@shareable')
export class DeletePayload {
  @Field(() => ID, { nullable: true, description: 'Id of what was deleted; null when nothing was.' }) id!: string | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

@ObjectType({ description: 'An IP address and what is known of it.' })
@Directive('@shareable')
export class IpInfo {
  @Field(() => String, { description: 'The address, IPv4 or IPv6.' }) address!: string
  @Field(() => String, { nullable: true, description: 'Country code, ISO 3166-1 alpha-2.' }) country!: string | null
  @Field(() => String, { nullable: true, description: 'City.' }) city!: string | null
  @Field(() => SafeIntScalar, { nullable: true, description: 'Number of the autonomous system.' }) asn!: number | null
  @Field(() => String, { nullable: true, description: 'Internet provider.' }) isp!: string | null
  @Field(() => NetworkTag, { nullable: true, description: 'What kind of network it is; null for an ordinary one.' })
  networkTag!: NetworkTag | null
}

@InputType({ description: 'Which text, whatever its case; given fields must all hold.' })
export class StringFilter {
  @Field(() => [String], { nullable: true, description: 'Equal to any of these.' }) in?: string[] | null
  @Field(() => String, { nullable: true, description: 'Contains this.' }) contains?: string | null
  @Field(() => String, { nullable: true, description: 'Starts with this.' }) startsWith?: string | null
  @Field(() => Boolean, { nullable: true, description: 'Whether there is any text.' }) isSet?: boolean | null
}

@InputType({ description: 'Which span of time.' })
export class DateTimeFilter {
  @Field(() => DateTimeScalar, { nullable: true, description: 'From this moment on.' }) since?: Date | null
  @Field(() => DateTimeScalar, { nullable: true, description: 'Before this moment.' }) until?: Date | null
}

@InputType({ description: 'Which entity.' })
export class IdInput {
  @Field(() => ID, { description: 'Its id.' }) id!: string
  @Field(() => Int, { nullable: true, description: 'The `version` last seen; CONFLICT when outdated.' })
  expectedVersion?: number | null
}
