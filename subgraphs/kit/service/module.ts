import type { EntityClass, EntitySchema } from '@mikro-orm/core'
import type { Migration } from '@mikro-orm/migrations'
import type { GraphQLSchema } from 'graphql'
import type { Registry } from 'prom-client'
import { Database } from '../db/database.ts'
import { buildSubgraph, type SchemaParts } from '../graphql/build.ts'
import { Cursors } from '../graphql/cursor.ts'
import { deriveKey } from '../keys.ts'
import { createLogger, type Logger } from '../logger.ts'
import type { Wake } from '../log/wake.ts'
import type { Door, Handle } from './handle.ts'
import { serveSubgraph } from './subgraph.ts'

export type SubgraphName = 'apps' | 'activities' | 'alerts' | 'posture'

/** A subgraph as data, and the one function that brings it to life; each subgraph's index exports one. */
export interface SubgraphDefinition<Settings = unknown> extends Omit<SchemaParts, 'instances'> {
  name: SubgraphName
  entities: (EntityClass | EntitySchema)[]
  migrations: (new (...args: never[]) => Migration)[]
  create(dependencies: Dependencies, settings: Settings): Promise<Parts>
}

/** What every subgraph gets. */
export interface Dependencies {
  db: Database
  logger: Logger
  cursors: Cursors
  masterKey: Uint8Array
  /** Ends the process at a named point, in test builds alone. */
  crashPoint: (point: string) => void
}

/** What a subgraph brings to life. */
export interface Parts {
  /** Objects that resolvers reach by class: `context.instance(Class)`; resolver objects whose constructor takes something, too. */
  instances: object[]
  /** Starts consumers and other work in the background; resolves once it runs. */
  start(): Promise<void>
  /** Ends the work in hand and saves what must be saved. */
  stop(): Promise<void>
  ready(): Promise<boolean>
  /** Inner doors for the gateway, by path prefix. */
  doors?: Record<string, Door>
  /** What it counts. */
  metrics?: Registry
}

export interface RunningSubgraph {
  name: SubgraphName
  schema: GraphQLSchema
  handle: Handle
  doors: Record<string, Door>
  metrics: Registry | null
  db: Database
  start(): Promise<void>
  ready(): Promise<boolean>
  stop(): Promise<void>
}

export interface SubgraphRuntime {
  url: string
  masterKey: Uint8Array
  wake: Wake
  poolSize?: number
}

/** Opens a subgraph on its database; `start` then sets its work going. Migrations have been applied before. */
export async function openSubgraph<Settings>(
  definition: SubgraphDefinition<Settings>,
  runtime: SubgraphRuntime,
  settings: Settings,
): Promise<RunningSubgraph> {
  const logger = createLogger(definition.name)
  const db = await Database.open({ name: definition.name, entities: definition.entities, logger, ...runtime })
  const cursors = new Cursors(deriveKey(runtime.masterKey, 'cursor'))
  const parts = await definition.create({ db, logger, cursors, masterKey: runtime.masterKey, crashPoint }, settings)
  const schema = await buildSubgraph({
    resolvers: definition.resolvers,
    types: definition.types ?? [],
    references: definition.references,
    instances: parts.instances,
  })
  const contextKey = deriveKey(runtime.masterKey, 'context')
  const served = await serveSubgraph({
    name: definition.name,
    schema,
    db,
    cursors,
    contextKey,
    logger,
    instances: parts.instances,
  })
  return {
    name: definition.name,
    schema,
    handle: served.handle,
    doors: parts.doors ?? {},
    metrics: parts.metrics ?? null,
    db,
    start: () => parts.start(),
    ready: () => parts.ready(),
    stop: async () => {
      await parts.stop()
      await served.close()
      await db.close()
    },
  }
}

/** `CASBAH_CRASH_AT=<point>[@n]`: dies like kill -9 when the point is passed for the n-th time. Outside test builds it does nothing. */
const [wanted, nth] = splitPoint(process.env.CASBAH_CRASH_AT)
let passed = 0
function crashPoint(point: string): void {
  if (point !== wanted || ++passed < nth) return
  process.kill(process.pid, 'SIGKILL')
}

function splitPoint(text: string | undefined): [string | null, number] {
  if (!text || process.env.CASBAH_TEST_BUILD !== '1') return [null, 1]
  const [point, count] = text.split('@')
  return [point!, Number(count ?? 1)]
}
