import { createHash } from 'node:crypto'
import {
  deriveKey,
  LOG_MIGRATIONS,
  offsetOf,
  openSubgraph,
  readEntries,
  shardOf,
  signCaller,
  Wake,
  type AccountChanged,
  type Collected,
  type CollectedActivity,
  type RunningSubgraph,
  type Stored,
  type SubgraphAnswer,
} from '@casbah/kit'
import { createTestDatabase, migrated, TEST_KEY } from '@casbah/kit/testing'
import { ACTIVITIES, type ActivitiesSettings } from '../index.ts'

export const DAY = 86_400_000
/** Noon of today: far from both ends of a day's partition. */
export const NOON = Math.floor(Date.now() / DAY) * DAY + DAY / 2

/** A caller with all scopes that this subgraph knows. */
export function caller(tenant: string, scopes = ['activities:read', 'activities:raw', 'policies:write']) {
  return {
    tenant,
    scopes,
    actor: { kind: 'TOKEN' as const, id: 'token', name: 'test', email: null },
    expiresAt: null,
  }
}

export const signed = (tenant: string, scopes?: string[]) =>
  signCaller(caller(tenant, scopes), deriveKey(TEST_KEY, 'context'))

/** An activity as a host would append it; its id is made of its vendor id, as hosts do. */
export function collected(vendorId: string, change: Partial<CollectedActivity> = {}): CollectedActivity {
  return {
    type: 'activity',
    id: uuid(`${change.app ?? 'app-1'}:${vendorId}`),
    app: 'app-1',
    connector: 'okta',
    stream: 'log',
    vendorId,
    part: 0,
    time: NOON,
    observedAt: NOON + 1_000,
    lane: 'live',
    isSimulated: false,
    action: 'session.start',
    vendorAction: 'user.session.start',
    classUid: 3002,
    activityId: 1,
    severity: 'INFORMATIONAL',
    outcome: 'SUCCESS',
    outcomeReason: null,
    actor: null,
    targets: [],
    ip: null,
    userAgent: null,
    sessionId: null,
    isAdmin: false,
    isImpersonated: false,
    raw: `{"uuid":${JSON.stringify(vendorId)}}`,
    ...change,
  }
}

export function account(id: string, change: Partial<AccountChanged> = {}): AccountChanged {
  return {
    id,
    app: 'app-1',
    externalId: `ext-${id}`,
    email: `${id}@example.com`,
    displayName: id,
    status: 'ACTIVE',
    isAdmin: false,
    isService: false,
    isExternal: false,
    isProtected: false,
    mfaEnabled: null,
    groups: [],
    userId: null,
    userEmail: null,
    userName: null,
    ...change,
  }
}

export function uuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

/** The subgraph on a database of its own. */
export class Harness {
  readonly subgraph: RunningSubgraph
  private readonly wake: Wake
  private readonly drop: () => Promise<void>

  private constructor(subgraph: RunningSubgraph, wake: Wake, drop: () => Promise<void>) {
    this.subgraph = subgraph
    this.wake = wake
    this.drop = drop
  }

  static async open(settings: ActivitiesSettings = {}): Promise<Harness> {
    const { url, drop } = await createTestDatabase(migrated({ log: LOG_MIGRATIONS, activities: ACTIVITIES.migrations }))
    const wake = new Wake({ acrossProcesses: false })
    const subgraph = await openSubgraph(ACTIVITIES, { url, masterKey: TEST_KEY, wake }, settings)
    await subgraph.start()
    return new Harness(subgraph, wake, drop)
  }

  async close(): Promise<void> {
    await this.subgraph.stop()
    await this.wake.close()
    await this.drop()
  }

  get db() {
    return this.subgraph.db
  }

  /** Appends and waits until it is judged. */
  async feed(tenant: string, items: Collected[]): Promise<void> {
    await this.db.write(tenant, async tx => tx.append('activity.collected', items))
    await this.judged('activity.collected', tenant)
  }

  async feedAccounts(tenant: string, items: AccountChanged[]): Promise<void> {
    await this.db.write(tenant, async tx => tx.append('account.changed', items))
    await this.judged('account.changed', tenant)
  }

  async judged(
    topic: 'activity.collected' | 'account.changed' | 'resource.changed' | 'app.changed',
    tenant: string,
  ): Promise<void> {
    const shard = shardOf(tenant)
    const head = this.wake.last(topic, shard) ?? 0
    for (let tries = 0; (await offsetOf(this.db, 'activities', topic, shard)) < head; tries++) {
      if (tries > 1_000) throw new Error(`${topic} was not judged`)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  /** All that was handed on for a tenant. */
  async stored(tenant: string): Promise<Stored[]> {
    const all: Stored[] = []
    for (let after = 0; ;) {
      const entries = await readEntries(this.db, 'activity.stored', shardOf(tenant), after)
      if (!entries.length) return all
      for (const entry of entries) if (entry.tenant === tenant) all.push(...(entry.items as Stored[]))
      after = entries.at(-1)!.position
    }
  }

  async ask(
    tenant: string,
    query: string,
    variables: Record<string, unknown> = {},
    scopes?: string[],
  ): Promise<Answer> {
    return (await this.subgraph.handle({ query, variables }, await signed(tenant, scopes))) as Answer
  }

  /** The data of an answer without errors. */
  async data(tenant: string, query: string, variables?: Record<string, unknown>): Promise<Record<string, never>> {
    const answer = await this.ask(tenant, query, variables)
    if (answer.errors) throw new Error(JSON.stringify(answer.errors))
    return answer.data as Record<string, never>
  }

  subscribe(tenant: string, query: string, variables: Record<string, unknown> = {}): Promise<SubgraphAnswer> {
    return signed(tenant).then(caller => this.subgraph.handle({ query, variables }, caller))
  }
}

export interface Answer {
  data?: Record<string, unknown> | null
  errors?: { message: string; extensions: { code: string } }[]
}
