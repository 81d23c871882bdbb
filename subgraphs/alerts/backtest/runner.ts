import { randomUUID } from 'node:crypto'
import { CasbahError, userError, type Database, type Logger, type UserErrorData } from '@casbah/kit'
import type { HistorySource } from '../history/history-source.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { policiesOf } from '../policy/policy.service.ts'
import {
  beatBacktests,
  claimBacktest,
  dropOldBacktests,
  giveBackBacktests,
  type ClaimedBacktest,
} from '../system-statements.ts'
import { accountFacts, needFacts } from '../detection/account-facts.ts'
import { citationOf, isCitation } from '../detection/citation.ts'
import type { Found } from '../detection/engine.ts'
import { readLateness } from '../detection/lateness.ts'
import { coveringRule, readCovering } from '../suppression-rule/covering.ts'
import { judgePast } from './judge-past.ts'
import { countOverlap } from './overlap.ts'
import { judgesActivities } from './judges-activities.ts'
import { Tally } from './tally.ts'
import { warmUpMs } from './warm-up.ts'

/** Runs of this process at once; of one tenant there is one at a time, in whichever process. */
const AT_ONCE = 2
const LOOK_MS = 2_000
const BEAT_MS = 1_000
const SAVE_MS = 500
const CLEAN_MS = 3_600_000
/** A run that was begun so often without an end takes its process along each time. */
const ATTEMPTS = 3

export interface BacktestRunnerOptions {
  db: Database
  logger: Logger
  history: HistorySource
  /** Epoch ms. */
  now: () => number
}

/**
 * Runs backtests and history reports: oldest first, tenants in turn. A run whose process died is begun anew by another; one that is
 * cancelled, or asked for anew, ends after the slice in hand.
 */
export class BacktestRunner {
  readonly now: () => number
  private readonly options: BacktestRunnerOptions
  private readonly worker = randomUUID()
  private readonly running = new Map<string, { over: AbortController; ended: Promise<void> }>()
  private readonly timers: NodeJS.Timeout[] = []
  private looking: Promise<void> = Promise.resolve()
  private stopped = false

  constructor(options: BacktestRunnerOptions) {
    this.options = options
    this.now = options.now
  }

  start(): void {
    const { db } = this.options
    this.timers.push(
      setInterval(() => this.wake(), LOOK_MS).unref(),
      setInterval(() => void this.beat(), BEAT_MS).unref(),
      setInterval(() => void dropOldBacktests(db).catch(error => this.warn(error)), CLEAN_MS).unref(),
    )
    this.wake()
  }

  /** Ends what runs here and leaves it to be begun anew. */
  async stop(): Promise<void> {
    this.stopped = true
    for (const timer of this.timers) clearInterval(timer)
    await this.looking
    for (const { over } of this.running.values()) over.abort()
    await Promise.all([...this.running.values()].map(({ ended }) => ended))
    await giveBackBacktests(this.options.db, this.worker).catch(error => this.warn(error))
  }

  /** There may be something to run. */
  wake(): void {
    this.looking = this.looking.then(() => this.look()).catch(error => this.warn(error))
  }

  /** Ends a run of this process, if it is one, once what it found is kept. */
  async end(tenant: string, id: string): Promise<void> {
    const run = this.running.get(`${tenant}\0${id}`)
    run?.over.abort()
    await run?.ended
  }

  private async look(): Promise<void> {
    while (!this.stopped && this.running.size < AT_ONCE) {
      const claimed = await claimBacktest(this.options.db, this.worker)
      if (!claimed) return
      const over = new AbortController()
      const key = `${claimed.tenant}\0${claimed.id}`
      const ended = this.run(claimed, over).finally(() => {
        this.running.delete(key)
        if (!this.stopped) this.wake()
      })
      this.running.set(key, { over, ended })
    }
  }

  /** Tells that this process lives, and hears which of its runs are no longer its own. */
  private async beat(): Promise<void> {
    if (!this.running.size) return
    try {
      const own = new Set(
        (await beatBacktests(this.options.db, this.worker)).map(({ tenant, id }) => `${tenant}\0${id}`),
      )
      for (const [key, { over }] of this.running) if (!own.has(key)) over.abort()
    } catch (error) {
      this.warn(error as Error)
    }
  }

  private async run(claimed: ClaimedBacktest, over: AbortController): Promise<void> {
    const { tenant, id } = claimed
    try {
      if (claimed.attempts > ATTEMPTS)
        throw new CasbahError(
          'INTERNAL',
          `The run was broken off ${ATTEMPTS} times. Choose a shorter span, and tell the operator.`,
        )
      await this.judge(claimed, over.signal)
    } catch (error) {
      if (over.signal.aborted) return
      if (!(error instanceof CasbahError))
        this.options.logger.error({ error: String(error), backtest: id }, 'backtest failed')
      await this.fail(tenant, id, problemOf(error)).catch(failed => this.warn(failed))
    }
  }

  private async judge(claimed: ClaimedBacktest, signal: AbortSignal): Promise<void> {
    const { db, history } = this.options
    const { tenant, id, app, subject, until } = claimed
    const { policies, names, latenessOf, rules } = await db.write(tenant, async tx => ({
      latenessOf: await readLateness(tx),
      rules: await readCovering(tx, null, this.now()),
      policies: subject
        ? [subject.policy]
        : (await policiesOf(tx)).policies.filter(each => each.enabled && judgesActivities(each)),
      names: new Map(
        (
          await tx.query<{ id: string; name: string }>('select id, name from alerts.app where tenant = $1', [tenant])
        ).map(each => [each.id, each.name]),
      ),
    }))
    const since = app === null ? claimed.since : await beginningOf(history, tenant, app, until, signal)
    const tally = new Tally(
      tenant,
      appId => names.get(appId) ?? 'an app',
      found => coveringRule(rules, asSeen(found)) !== undefined,
    )
    const saver = new Saver(db, this.worker, { tenant, id, since }, tally)
    let savedAt = performance.now()
    try {
      await judgePast({
        tenant,
        history,
        policies: policies.map(policy => ({ ...policy, enabled: true }) as PolicyRow),
        since,
        until,
        warmUpMs: app === null ? Math.max(...policies.map(warmUpMs)) : 0,
        latenessOf,
        // As apps tell of them now: what they were is not kept.
        ...(needFacts(policies) && { factsOf: activities => db.write(tenant, tx => accountFacts(tx, activities)) }),
        ...(app !== null && { counts: activity => activity.app === app && activity.lane === 'history' }),
        tally,
        onSlice: async (read, progress) => {
          saver.read = read
          saver.progress = progress
          if (performance.now() - savedAt < SAVE_MS) return
          if (!(await saver.save('RUNNING'))) throw new NotOurs()
          savedAt = performance.now()
        },
        signal,
      })
      await saver.save('SUCCEEDED')
    } catch (error) {
      if (error instanceof NotOurs || signal.aborted) await saver.save('CANCELLED')
      else await saver.save('RUNNING').then(() => Promise.reject(error as Error))
    }
  }

  private async fail(tenant: string, id: string, problem: UserErrorData): Promise<void> {
    await this.options.db.write(tenant, tx =>
      tx.query(
        `update alerts.backtest set state = 'FAILED', error = $4, ended_at = now()
         where tenant = $1 and id = $2 and worker = $3 and state = 'RUNNING'`,
        [tenant, id, this.worker, JSON.stringify(problem)],
      ),
    )
  }

  private warn(error: Error): void {
    this.options.logger.warn({ error: error.message }, 'backtests could not be looked after; tries again')
  }
}

/** The run was cancelled, or asked for anew, or taken over. */
class NotOurs extends Error {}

/** Writes down what a run found so far. */
class Saver {
  read = 0
  progress = 0
  private overlap = 0
  private readonly db: Database
  private readonly worker: string
  private readonly run: { tenant: string; id: string; since: number }
  private readonly tally: Tally

  constructor(db: Database, worker: string, run: { tenant: string; id: string; since: number }, tally: Tally) {
    this.db = db
    this.worker = worker
    this.run = run
    this.tally = tally
  }

  /** Resolves to whether the run is still in the state that it is saved in, and this process's. */
  async save(state: 'RUNNING' | 'SUCCEEDED' | 'CANCELLED'): Promise<boolean> {
    const { tenant, id, since } = this.run
    const closed = this.tally.takeClosed()
    const { alertCount, suppressed, perDay, topUsers, samples } = this.tally.findings
    const rows = await this.db.write(tenant, async tx => {
      this.overlap += await countOverlap(tx, closed)
      return tx.query(
        `update alerts.backtest set state = $4, progress = $5, activities_read = $6, alert_count = $7, overlap = $8, per_day = $9,
           top_users = $10, samples = $11, since = $12, suppressed = $13, beat_at = now(), ended_at = case when $4 = 'RUNNING' then null else now() end
         where tenant = $1 and id = $2 and worker = $3 and state = case when $4 = 'CANCELLED' then 'CANCELLED' else 'RUNNING' end returning 1`,
        [
          tenant,
          id,
          this.worker,
          state,
          state === 'SUCCEEDED' ? 1 : this.progress,
          this.read,
          alertCount,
          this.overlap,
          JSON.stringify(perDay),
          JSON.stringify(topUsers),
          JSON.stringify(samples),
          new Date(since).toISOString(),
          suppressed,
        ],
      )
    })
    return rows.length > 0
  }
}

/** A match by what can be seen of it here: what it cites by id alone is not read. */
function asSeen({ policy, match, event }: Found): Found {
  return { policy, event, match: { ...match, cited: [citationOf(event), ...match.cited.filter(isCitation)] } }
}

/** Time of the first stored activity of an app, epoch ms; `until` when there is none. */
async function beginningOf(
  history: HistorySource,
  tenant: string,
  app: string,
  until: number,
  signal: AbortSignal,
): Promise<number> {
  for await (const [first] of history.pages(tenant, { since: 0, until, filter: { app: [app] }, size: 1 }, signal))
    return first!.time
  return until
}

function problemOf(error: unknown): UserErrorData {
  if (error instanceof CasbahError) return userError(error.code, error.message)
  return userError('INTERNAL', 'The run failed on our side. Start it again; if it fails again, tell the operator.')
}
