import {
  createLogger,
  deriveKey,
  LOG_MIGRATIONS,
  openSubgraph,
  PLATFORM,
  readEntries,
  shardOf,
  signCaller,
  Wake,
  type AssessmentDone,
  type Caller,
  type ConnectorChanged,
  type Database,
  type SubgraphAnswer,
  type Topic,
  type Topics,
} from '@casbah/kit'
import { asSuperuser, createTestDatabase, migrated, TEST_KEY } from '@casbah/kit/testing'
import type { Clock } from './clock.ts'
import { POSTURE } from './index.ts'
import { MIGRATIONS } from './migrations.ts'

import { Schedule } from './schedule.ts'

// What the tests of posture share: the subgraph on a database of its own, fed by topics and read as the gateway reads it.

export const APP = '00000000-0000-4000-8000-00000000000a'

/** Who asks, unless a test says otherwise. */
export const ADA: Caller['actor'] = { kind: 'MEMBER', id: 'm1', name: 'Ada', email: 'ada@example.test' }

export type Result = AssessmentDone['results'][number]

/** One result; `subjects` as a row of passed or not. */
export function result(
  control: string,
  status: Result['status'],
  subjects: boolean[] = [],
  message: string = status,
): Result {
  return {
    control: `okta/${control}`,
    status,
    message,
    subjects: subjects.map((passed, n) => ({ name: `s${n}`, passed, detail: null, accountId: null })),
    evidence: [{ endpoint: '/api', time: 1, hash: 'aa', values: { on: true } }],
  }
}

export function check(name: string, points: number, more: Partial<ConnectorChanged['checks'][number]> = {}) {
  return {
    id: `okta/${name}`,
    title: name,
    description: 'why',
    severity: 'HIGH' as const,
    category: 'mfa',
    points,
    reads: ['/api/v1/policies'],
    remediation: 'Switch it on.',
    remediationAction: null,
    url: null,
    frameworks: [{ framework: 'CIS', version: 'v8', requirement: '6.3', derived: false }],
    ...more,
  }
}

export function card(checks: ConnectorChanged['checks']): ConnectorChanged {
  const slug = checks[0]?.id.split('/')[0] ?? 'okta'
  return { slug, name: slug, vendor: slug, version: '1', state: 'READY', streams: [], actions: [], checks }
}

/** Tests reach into whatever they asked for. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Anything = any

interface Answer {
  data: Anything
  errors?: { message: string; extensions: Record<string, unknown> }[]
}

export async function openPosture() {
  const made = await createTestDatabase(migrated({ log: LOG_MIGRATIONS, posture: MIGRATIONS }))
  const wake = new Wake({ acrossProcesses: false })
  const logger = createLogger('test')
  logger.level = 'silent'
  const posture = await openSubgraph(POSTURE, { url: made.url, masterKey: TEST_KEY, wake }, undefined)
  const db: Database = posture.db
  await posture.start()
  const key = deriveKey(TEST_KEY, 'context')

  function signed(tenant: string, scopes: string[], actor: Caller['actor']): Promise<string> {
    return signCaller({ tenant, scopes, actor, expiresAt: null }, key)
  }
  const SCOPES = ['posture:read', 'posture:write']

  async function answer(
    query: string,
    variables = {},
    tenant = 'acme',
    scopes = SCOPES,
    actor: Caller['actor'] = ADA,
  ): Promise<SubgraphAnswer> {
    return posture.handle({ query, variables }, await signed(tenant, scopes, actor))
  }
  async function ask(query: string, variables = {}, tenant = 'acme', scopes = SCOPES, actor = ADA): Promise<Answer> {
    return JSON.parse(JSON.stringify(await answer(query, variables, tenant, scopes, actor))) as Answer
  }
  /** Asks for a file as the gateway does; its whole text with what was said of it. */
  async function file(path: string, tenant: string | null = 'acme', scopes = SCOPES) {
    const url = new URL(path, 'http://posture/export/posture/')
    const headers: Record<string, string> =
      tenant === null ? {} : { 'x-casbah-caller': await signed(tenant, scopes, ADA) }
    const door = posture.doors['/export/posture/']!
    const { searchParams: query, pathname } = url
    const answer = await door({ method: 'GET', path: pathname, query, headers, body: new Uint8Array() })
    let text = answer.body
    for await (const piece of answer.rest ?? []) text += piece
    return { status: answer.status, headers: answer.headers ?? {}, text }
  }
  /** Resolves when every consumer has judged all that there is. */
  async function settle(): Promise<void> {
    const reads = [
      ['posture-connectors', 'connector.changed'],
      ['posture-apps', 'app.changed'],
      ['posture-members', 'member.changed'],
      ['posture-activities', 'activity.stored'],
      ['posture', 'assessment.done'],
      ['posture-live', 'finding.changed'],
    ]
    for (let tries = 0; tries < 1000; tries++) {
      const { rows } = await db.system.query(
        `select 1 from log.head h join unnest($1::text[], $2::text[]) as r(consumer, topic) on r.topic = h.topic
         left join log.consumer c on c.consumer = r.consumer and c.topic = h.topic and c.shard = h.shard
         where h.position > coalesce(c.position, 0)`,
        [reads.map(([consumer]) => consumer), reads.map(([, topic]) => topic)],
      )
      if (!rows.length) return
      await new Promise(done => setTimeout(done, 10))
    }
    throw new Error('the consumers did not keep up')
  }
  async function feed<T extends Topic>(tenant: string, topic: T, items: Topics[T][]): Promise<void> {
    await db.write(tenant, async tx => tx.append(topic, items))
    await settle()
  }

  return {
    db,
    answer,
    ask,
    feed,
    settle,
    schema: posture.schema,
    schedule: new Schedule(db, logger),
    file,
    /** Another schedule, as another process would have it, by a clock of the test. */
    scheduleBy: (clock: Clock) => new Schedule(db, logger, clock),
    controls: (checks: ConnectorChanged['checks']) => feed(PLATFORM, 'connector.changed', [card(checks)]),
    app: (tenant = 'acme', more: Partial<Topics['app.changed']> = {}) =>
      feed(tenant, 'app.changed', [
        { id: APP, connector: 'okta', name: 'Okta', state: 'HEALTHY', connectedAt: 1, deletedData: false, ...more },
      ]),
    assess: (results: Result[], at: string, tenant = 'acme', app = APP, fragments: AssessmentDone['fragments'] = []) =>
      feed(tenant, 'assessment.done', [{ app, connector: 'okta', at: Date.parse(at), results, fragments }]),
    /** Items of a topic that a tenant was told, oldest first. */
    async told<T extends Topic>(tenant: string, topic: T): Promise<Topics[T][]> {
      const all: Topics[T][] = []
      for (let after = 0; ;) {
        const entries = await readEntries(db, topic, shardOf(tenant), after)
        if (!entries.length) return all
        after = entries.at(-1)!.position
        for (const entry of entries) if (entry.tenant === tenant) all.push(...(entry.items as Topics[T][]))
      }
    },
    /** As new, positions of the log apart; much quicker than another database. */
    async reset() {
      await settle()
      for (const table of [
        'control',
        'app',
        'finding',
        'subject',
        'score_day',
        'exception',
        'member',
        'touch',
        'fragment',
        'control_parameters',
        'own_control',
      ])
        await db.system.query(`delete from posture.${table}`)
      // Nobody of ours may take anything out of the ledger.
      await asSuperuser(made.url, 'truncate posture.finding_change')
      await db.system.query('delete from log.entry')
    },
    async close() {
      await posture.stop()
      await wake.close()
      await made.drop()
    },
  }
}
