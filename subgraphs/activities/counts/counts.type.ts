import { SafeIntScalar } from '@casbah/kit'
import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Account, App } from '../neighbours/neighbours.type.ts'

export const Interval = { MINUTE: 'MINUTE', HOUR: 'HOUR', DAY: 'DAY', WEEK: 'WEEK' } as const
export type Interval = keyof typeof Interval
registerEnumType(Interval, {
  name: 'Interval',
  description: "Width of a histogram's bucket, in UTC.",
  valuesConfig: {
    MINUTE: { description: 'One minute.' },
    HOUR: { description: 'One hour.' },
    DAY: { description: 'One day.' },
    WEEK: { description: 'One week, from Monday.' },
  },
})

export const ActivityField = {
  APP: 'APP',
  CONNECTOR: 'CONNECTOR',
  ACTION: 'ACTION',
  VENDOR_ACTION: 'VENDOR_ACTION',
  CLASS_UID: 'CLASS_UID',
  SEVERITY: 'SEVERITY',
  ACTOR: 'ACTOR',
  TARGET_KIND: 'TARGET_KIND',
  OUTCOME: 'OUTCOME',
  IP_ADDRESS: 'IP_ADDRESS',
  COUNTRY: 'COUNTRY',
  ASN: 'ASN',
  NETWORK_TAG: 'NETWORK_TAG',
  BROWSER: 'BROWSER',
  OS: 'OS',
} as const
export type ActivityField = keyof typeof ActivityField
registerEnumType(ActivityField, {
  name: 'ActivityField',
  description: 'Fields that can be counted by.',
  valuesConfig: {
    APP: { description: 'Id of the app.' },
    CONNECTOR: { description: 'Slug of the connector.' },
    ACTION: { description: "Action in Casbah's vocabulary." },
    VENDOR_ACTION: { description: "Action in the vendor's words." },
    CLASS_UID: { description: 'OCSF class.' },
    SEVERITY: { description: 'Severity.' },
    ACTOR: { description: 'Id of the acting account, else the name that the vendor gives.' },
    TARGET_KIND: { description: 'Kind of target.' },
    OUTCOME: { description: 'Outcome.' },
    IP_ADDRESS: { description: 'IP address.' },
    COUNTRY: { description: 'Country code.' },
    ASN: { description: 'Autonomous system number.' },
    NETWORK_TAG: { description: 'Network tag.' },
    BROWSER: { description: 'Browser or client.' },
    OS: { description: 'Operating system.' },
  },
})

@ObjectType({ description: 'How often a value occurs.' })
export class ValueCount {
  @Field(() => String, { description: 'The value as text; empty for activities without one.' }) value!: string
  @Field(() => SafeIntScalar, { description: 'How many activities.' }) count!: number
  @Field(() => App, { nullable: true, description: 'The app, when counted by APP.' }) app!: App | null
  @Field(() => Account, { nullable: true, description: 'The account, when counted by ACTOR and known.' })
  account!: Account | null
}

@ObjectType({ description: 'Activities of one span of time.' })
export class HistogramBucket {
  @Field(() => Date, { description: 'Start of the span; it ends where the next begins.' }) start!: Date
  @Field(() => SafeIntScalar, { description: 'How many activities.' }) count!: number
  @Field(() => [ValueCount], { description: 'The ten most frequent values of `groupBy`; empty without it.' })
  groups!: ValueCount[]
}
