import { DateTimeScalar, SafeIntScalar, UserError } from '@casbah/kit'
import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { StreamState } from '../app/app-stream.type.ts'

export const InventoryPart = { PEOPLE: 'PEOPLE', THINGS: 'THINGS' } as const
export type InventoryPart = keyof typeof InventoryPart
registerEnumType(InventoryPart, {
  name: 'InventoryPart',
  description: 'A part of what an app lists.',
  valuesConfig: {
    PEOPLE: { description: 'Accounts, groups and own domains.' },
    THINGS: { description: 'Resources and OAuth grants.' },
  },
})

@ObjectType({ description: 'A listing that could not be read, whole or in part; what only it tells stays as it was.' })
export class SkippedListing {
  @Field(() => String, { description: 'Name of the listing in the connector.' }) listing!: string
  @Field(() => UserError, { description: 'Why, with the remedy.' }) reason!: UserError
}

@ObjectType({ description: 'How the reading of what an app lists goes.' })
export class AppInventory {
  @Field(() => InventoryPart, { description: 'What is read.' }) part!: InventoryPart
  @Field(() => StreamState, { description: 'What it is doing.' }) state!: StreamState
  @Field(() => String, { nullable: true, description: 'The listing that is read now; null between two readings.' })
  listing!: string | null
  @Field(() => SafeIntScalar, { description: 'Objects read in the reading under way, else in the last one.' })
  done!: number
  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Objects that the last complete reading found; null before the first.',
  })
  total!: number | null
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the reading under way should be done; null while that cannot be told.',
  })
  eta!: Date | null
  @Field(() => DateTimeScalar, { nullable: true, description: 'End of the last reading; null before the first.' })
  lastCompleteAt!: Date | null
  @Field(() => SafeIntScalar, { description: 'Rows of the reading under way that could not be read.' })
  rejected!: number
  @Field(() => [SkippedListing], {
    description: 'Listings that could not be read, whole or in part; of the reading under way, else of the last.',
  })
  skipped!: SkippedListing[]
  @Field(() => UserError, {
    nullable: true,
    description: 'Last failure, with the remedy; null once it reads again.',
  })
  lastError!: UserError | null
}
