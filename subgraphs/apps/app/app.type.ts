import { CursorScalar, DateTimeScalar, JsonScalar, PageInfo, StringFilter, UserError } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { VendorScope } from '../connector/connector.type.ts'
import { App, AppState } from './app.entity.ts'

export const AppOrder = {
  NAME_ASC: 'NAME_ASC',
  SCORE_ASC: 'SCORE_ASC',
  OPEN_ALERTS_DESC: 'OPEN_ALERTS_DESC',
} as const
export type AppOrder = keyof typeof AppOrder
registerEnumType(AppOrder, {
  name: 'AppOrder',
  description: 'Order of apps.',
  valuesConfig: {
    NAME_ASC: { description: 'By name.' },
    SCORE_ASC: { description: 'Lowest secure score first.' },
    OPEN_ALERTS_DESC: { description: 'Most open alerts first.' },
  },
})

@InputType({ description: 'Which apps.' })
export class AppFilter {
  @Field(() => [AppFilter], { nullable: true, description: 'All of these hold.' }) and?: AppFilter[] | null
  @Field(() => [AppFilter], { nullable: true, description: 'Any of these holds.' }) or?: AppFilter[] | null
  @Field(() => AppFilter, { nullable: true, description: 'This does not hold.' }) not?: AppFilter | null
  @Field(() => StringFilter, { nullable: true, description: 'Name of the app.' }) name?: StringFilter | null
  @Field(() => [ID], { nullable: true, description: 'Slugs of connectors.' }) connector?: string[] | null
  @Field(() => [AppState], { nullable: true, description: 'States.' }) state?: AppState[] | null
}

@ObjectType({ description: 'One app of a page.' })
export class AppEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => App, { description: 'The app.' }) node!: App
}

@ObjectType({ description: 'A page of apps.' })
export class AppConnection {
  @Field(() => [AppEdge], { description: 'The apps.' }) edges!: AppEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}

@InputType({ description: 'What to connect.' })
export class ConnectAppInput {
  @Field(() => ID, { description: 'Slug of the connector.' }) connector!: string
  @Field(() => String, { description: 'Name, unique in the tenant.' }) name!: string
  @Field(() => JsonScalar, { description: "Configuration, as the connector's `configSchema` says." }) config!: unknown
  @Field(() => String, { description: 'Name of the auth kind.' }) authKind!: string
  @Field(() => JsonScalar, {
    description: "Object from field name to value, as the auth kind's `fields` say; never shown again.",
  })
  credentials!: unknown
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'How far back to read; as far as the vendor keeps when left out.',
  })
  backfillSince?: Date | null
  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key within 24 hours only gets the first answer.',
  })
  idempotencyKey?: string | null
}

@InputType({ description: 'Which app.' })
export class AppIdInput {
  @Field(() => ID, { description: 'Id of the app.' }) id!: string
}

@InputType({ description: 'What to change of an app.' })
export class UpdateAppInput {
  @Field(() => ID, { description: 'Id of the app.' }) id!: string
  @Field(() => Int, { description: 'The `version` last seen; CONFLICT when outdated.' }) expectedVersion!: number
  @Field(() => String, { nullable: true, description: 'New name.' }) name?: string | null
  @Field(() => JsonScalar, { nullable: true, description: 'New configuration, whole.' }) config?: unknown
  @Field(() => String, {
    nullable: true,
    description:
      'Another auth kind, which needs new credentials; the one in use asks for a new consent where it is by consent.',
  })
  authKind?: string | null
  @Field(() => JsonScalar, { nullable: true, description: 'New credentials, whole; never shown again.' })
  credentials?: unknown
}

@InputType({ description: 'What to read now.' })
export class SyncAppInput {
  @Field(() => ID, { description: 'Id of the app.' }) id!: string
  @Field(() => [String], { nullable: true, description: 'Names of streams; all when left out.' })
  streams?: string[] | null
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Read again from here; rows already stored are not doubled.',
  })
  since?: Date | null
}

@InputType({ description: 'Which app to disconnect.' })
export class DisconnectAppInput {
  @Field(() => ID, { description: 'Id of the app.' }) id!: string
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether to delete all that was collected from it, too.',
  })
  deleteData?: boolean | null
}

@ObjectType({ description: 'Answer of a write on an app.' })
export class AppPayload {
  @Field(() => App, { nullable: true, description: 'The app; null when the write failed.' }) app!: App | null
  @Field(() => String, {
    nullable: true,
    description: "Where to send the administrator's browser when the auth kind needs consent at the vendor.",
  })
  consentUrl!: string | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

@ObjectType({ description: 'Whether the vendor grants one scope.' })
export class ScopeCheck {
  @Field(() => VendorScope, { description: 'The scope.' }) scope!: VendorScope
  @Field(() => Boolean, { nullable: true, description: 'Whether it is granted; null when the vendor does not tell.' })
  granted!: boolean | null
  @Field(() => String, {
    nullable: true,
    description: "What to do when it is missing, in the words of the vendor's console.",
  })
  remedy!: string | null
}

@ObjectType({ description: 'Answer of `testApp`.' })
export class TestAppPayload {
  @Field(() => App, { nullable: true, description: 'The app; null when it was not found.' }) app!: App | null
  @Field(() => [ScopeCheck], { description: 'Each scope that the connector needs.' }) scopes!: ScopeCheck[]
  @Field(() => [UserError], { description: 'What was wrong; empty when the test could be made, whatever it showed.' })
  userErrors!: UserError[]
}
