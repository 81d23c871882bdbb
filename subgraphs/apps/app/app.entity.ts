import type { RereadWish } from '@casbah/host'
import { DateTimeScalar, JsonScalar, tenantTable, UserError } from '@casbah/kit'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

export const AppState = {
  AWAITING_CONSENT: 'AWAITING_CONSENT',
  SYNCING: 'SYNCING',
  HEALTHY: 'HEALTHY',
  DEGRADED: 'DEGRADED',
  AUTH_FAILED: 'AUTH_FAILED',
  PAUSED: 'PAUSED',
  DISCONNECTED: 'DISCONNECTED',
} as const
export type AppState = keyof typeof AppState
registerEnumType(AppState, {
  name: 'AppState',
  description: 'How the collection from an app goes.',
  valuesConfig: {
    AWAITING_CONSENT: { description: "Waits for an administrator's consent at the vendor." },
    SYNCING: { description: 'The first backfill runs.' },
    HEALTHY: { description: 'Every stream reads as planned.' },
    DEGRADED: { description: 'Some streams fail or fall behind.' },
    AUTH_FAILED: { description: 'The vendor refuses the credentials.' },
    PAUSED: { description: 'Stopped by hand.' },
    DISCONNECTED: { description: 'No longer connected; kept so that its history can name it.' },
  },
})

/** What `syncApp` asked for, until the host has taken it up. */
export interface SyncWish {
  at: number
  streams: string[] | null
  /** The last wish to read again; a later wish to read now keeps it. */
  reread?: RereadWish | null
}

@Entity(tenantTable('apps', 'app'))
@ObjectType({ description: 'One connected instance of an app.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["apps:read"]])')
export class App {
  @PrimaryKey({ type: 'text' })
  tenant!: string

  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Name given by the operator, unique in the tenant.' })
  name!: string

  @Property({ type: 'text', fieldName: 'connector' })
  slug!: string

  @Property({ type: 'text' })
  @Field(() => AppState, { description: 'How the collection goes.' })
  state!: AppState

  @Property({ type: 'json', nullable: true })
  @Field(() => UserError, { nullable: true, description: 'What keeps it from being HEALTHY, with the remedy.' })
  problem!: UserError | null

  @Property({ type: 'json' })
  @Field(() => JsonScalar, {
    description: "Configuration without credentials, as the connector's `configSchema` says.",
  })
  @Directive('@requiresScopes(scopes: [["apps:write"]])')
  config!: Record<string, unknown>

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Name of the auth kind in use.' })
  authKind!: string

  @Property({ type: 'datetime', nullable: true })
  backfillSince!: Date | null

  @Property({ type: 'datetime' })
  @Field(() => DateTimeScalar, { description: 'When it was connected.' })
  connectedAt!: Date

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of the newest event read.' })
  lastEventAt!: Date | null

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'End of the last read of any stream.' })
  lastSyncAt!: Date | null

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the credentials end; null when they do not, or nobody tells.',
  })
  credentialsExpireAt!: Date | null

  @Property({ type: 'integer' })
  @Field(() => Int, { description: 'Grows with every change; for `expectedVersion`.' })
  version!: number

  @Property({ type: 'json', nullable: true })
  syncWish!: SyncWish | null
}
