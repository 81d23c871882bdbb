import { DateTimeScalar, SafeIntScalar, UserError } from '@casbah/kit'
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql'

export const StreamState = {
  IDLE: 'IDLE',
  RUNNING: 'RUNNING',
  THROTTLED: 'THROTTLED',
  FAILED: 'FAILED',
  PAUSED: 'PAUSED',
} as const
export type StreamState = keyof typeof StreamState
registerEnumType(StreamState, {
  name: 'StreamState',
  description: 'What a stream is doing.',
  valuesConfig: {
    IDLE: { description: 'Caught up, waits until it is due.' },
    RUNNING: { description: 'Reads now.' },
    THROTTLED: { description: "Waits for the vendor's quota." },
    FAILED: { description: 'Failed and will be tried again.' },
    PAUSED: { description: 'Stopped with its app.' },
  },
})

@ObjectType({ description: 'Progress of a backfill, measured in history since rows cannot be counted ahead.' })
export class Backfill {
  @Field(() => SafeIntScalar, { description: 'Seconds of history read so far.' }) done!: number
  @Field(() => SafeIntScalar, { description: 'Seconds of history to read.' }) total!: number
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it should be done; null while that cannot be told.',
  })
  eta!: Date | null
}

@ObjectType({ description: 'A quota and what is left of it.' })
export class RateLimit {
  @Field(() => Int, { description: 'Points or requests per window.' }) limit!: number
  @Field(() => Int, { description: 'Points or requests left in this window.' }) remaining!: number
  @Field(() => DateTimeScalar, { description: 'When the window ends.' }) resetAt!: Date
}

@ObjectType({ description: 'Progress of one stream of one app.' })
export class AppStream {
  @Field(() => String, { description: "Name, as in the connector's `streams`." }) name!: string
  @Field(() => StreamState, { description: 'What it is doing.' }) state!: StreamState
  @Field(() => Int, {
    nullable: true,
    description: 'Age of the newest row read, in seconds; null before the first.',
  })
  lagSeconds!: number | null
  @Field(() => Backfill, {
    nullable: true,
    description: 'Progress of the first backfill, or of what is read again; null when it is done.',
  })
  backfill!: Backfill | null
  @Field(() => SafeIntScalar, { description: 'Rows read since connecting.' }) rows!: number
  @Field(() => SafeIntScalar, { description: 'Rows that could not be read and lie in quarantine.' }) rejected!: number
  @Field(() => UserError, {
    nullable: true,
    description: 'Last failure, with the remedy; null once it reads again.',
  })
  lastError!: UserError | null
  @Field(() => RateLimit, {
    nullable: true,
    description: "The vendor's quota as last seen; null when the vendor shows none.",
  })
  rateLimit!: RateLimit | null
  @Field(() => String, {
    nullable: true,
    description: 'Address to enter at the vendor, for streams that it pushes; null for those that are polled.',
  })
  @Directive('@requiresScopes(scopes: [["apps:write"]])')
  intakeUrl!: string | null
}
