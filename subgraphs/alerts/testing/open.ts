import {
  createLogger,
  Database,
  deriveKey,
  LOG_MIGRATIONS,
  openSubgraph,
  signCaller,
  Wake,
  type RunningSubgraph,
  type Stored,
  type SubgraphAnswer,
  type Topic,
} from '@casbah/kit'
import { createTestDatabase, migrated, TEST_KEY } from '@casbah/kit/testing'
import { ENTITIES } from '../entities.ts'
import { ALERTS, type AlertsSettings } from '../index.ts'

export const SCOPES = ['alerts:read', 'alerts:write', 'policies:write', 'activities:read']

/** An alerts subgraph on a database of its own, and the way to feed and ask it. */
export async function openAlerts(settings: AlertsSettings = {}) {
  const database = await createTestDatabase(migrated({ log: LOG_MIGRATIONS, alerts: ALERTS.migrations }))
  const wake = new Wake({ acrossProcesses: false })
  const start = async (): Promise<RunningSubgraph> => {
    const subgraph = await openSubgraph(ALERTS, { url: database.url, masterKey: TEST_KEY, wake }, settings)
    await subgraph.start()
    return subgraph
  }
  const logger = createLogger('test')
  logger.level = 'silent'
  const feeder = await Database.open({
    name: 'alerts',
    url: database.url,
    masterKey: TEST_KEY,
    entities: ENTITIES,
    wake,
    logger,
  })
  return {
    start,
    feeder,
    /** Appends one entry and waits until it is judged. */
    async feed(tenant: string, items: Stored[]): Promise<void> {
      await feeder.write(tenant, async tx => tx.append('activity.stored', items))
      await judged(feeder)
    },
    async close(): Promise<void> {
      await wake.close()
      await feeder.close()
      await database.drop()
    },
  }
}

/** Waits until everything appended to a topic is judged. */
export async function judged(db: Database, consumer = 'alerts', topic: Topic = 'activity.stored'): Promise<void> {
  await until(async () => {
    const { rows } = await db.system.query(
      `select 1 from log.head h left join log.consumer c on c.consumer = $1 and c.topic = h.topic and c.shard = h.shard
       where h.topic = $2 and h.position > coalesce(c.position, 0)`,
      [consumer, topic],
    )
    return rows.length === 0
  })
}

export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await done()); tries++) {
    if (tries > 1_000) throw new Error('waited in vain')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

/** Signs a caller of a tenant: a member called Mia. */
export function caller(tenant: string, scopes = SCOPES): Promise<string> {
  return signCaller(
    {
      tenant,
      scopes,
      actor: { kind: 'MEMBER', id: 'member-mia', name: 'Mia', email: 'mia@acme.example' },
      expiresAt: null,
    },
    deriveKey(TEST_KEY, 'context'),
  )
}

// Answers are read field by field in tests; their shape is the query's.
export type Answered = { data: Record<string, any>; errors?: { message: string; extensions: { code: string } }[] } // eslint-disable-line typescript/no-explicit-any

export async function ask(
  subgraph: RunningSubgraph,
  tenant: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answered> {
  return JSON.parse(JSON.stringify(await subgraph.handle({ query, variables }, await caller(tenant)))) as Answered
}

/** Subscribes; a refusal comes as a plain answer. */
export async function subscribeTo(
  subgraph: RunningSubgraph,
  tenant: string,
  query: string,
  variables: Record<string, unknown> = {},
) {
  const answer: SubgraphAnswer = await subgraph.handle({ query, variables }, await caller(tenant))
  return answer
}
