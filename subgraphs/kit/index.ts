import 'reflect-metadata'
export * from './errors.ts'
export * from './keys.ts'
export { Mailer, type Mail, type MailSettings, type Posted } from './mail/mailer.ts'
export { open, seal } from './seal.ts'
export { createLogger, type Logger } from './logger.ts'
export { startPostgres, type EmbeddedPostgres } from './db/postgres.ts'
export { ensureRoles, urlAs, ROLES, SCHEMAS } from './db/roles.ts'
export { Database, migrate, PLATFORM, type Tx } from './db/database.ts'
export { tenantTable, protectByTenant, PLATFORM_TABLES } from './db/tenant-table.ts'
export type * from './log/topics.ts'
export { Wake } from './log/wake.ts'
export { Consumer, type ConsumerOptions, type LogPosition } from './log/consumer.ts'
export { readEntries, offsetOf, unreadBytes, dropReadEntries, knownShards, type EntryRead } from './log/read.ts'
export { deadLettersSince, type DeadLetters } from './log/dead-letters.ts'
export { SHARDS, shardOf } from './log/shard.ts'
export { LOG_MIGRATIONS } from './log/migrations.ts'
export { Cursors } from './graphql/cursor.ts'
export { pageSize, toPage, MAX_PAGE, type Page } from './graphql/connection.ts'
export { DateTimeScalar, JsonScalar, CursorScalar, SafeIntScalar } from './graphql/scalars.ts'
export * from './graphql/shared-types.ts'
export { buildSubgraph, subgraphSdl, type SchemaParts, type ResolveReference } from './graphql/build.ts'
export { scopesLacking, requirementsOf } from './graphql/scopes.ts'
export { Context } from './service/context.ts'
export { signCaller, verifyCaller, type Caller, type CallerLimits } from './service/caller.ts'
export { sendAnswer, type Handle, type Door, type SubgraphAnswer, type SubgraphRequest } from './service/handle.ts'
export { serveSubgraph } from './service/subgraph.ts'
export { listenSubgraph } from './service/http.ts'
export { tracedHandle } from './service/traced-handle.ts'
export {
  openSubgraph,
  type Dependencies,
  type Parts,
  type RunningSubgraph,
  type SubgraphDefinition,
  type SubgraphName,
  type SubgraphRuntime,
} from './service/module.ts'
export { Broadcast, type Heard } from './service/broadcast.ts'
