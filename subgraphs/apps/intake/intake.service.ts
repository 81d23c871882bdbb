import type { Database, Door, Logger, Tx } from '@casbah/kit'
import { HostError, type HostedApp, type PushedRequest, type Received } from '@casbah/host'
import { hostedApp } from '../app/hosted-app.ts'
import type { ConnectorHost } from '../collection/connector-host.ts'
import { toCollected } from '../collection/collected.ts'
import { keepQuarantine } from '../collection/quarantine.ts'
import { noteHours } from '../health/stream-hours.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import type { Vault } from '../credential/vault.ts'
import type { StreamMetrics } from '../metrics.ts'
import { tenantOfApp } from '../system-statements.ts'
import { isUuid } from '../uuid.ts'
import { refusal } from './intake-door.ts'
import { IntakeRate } from './intake-rate.ts'

export interface IntakeParts {
  db: Database
  logger: Logger
  catalogue: Catalogue
  vault: Vault
  host: ConnectorHost
  metrics: StreamMetrics
  /** What keeps the log from taking more; null when nothing does. */
  pressure(): { message: string } | null
  crashPoint(point: string): void
  rate?: IntakeRate
}

type DoorAnswer = Awaited<ReturnType<Door>>
type Rows = Extract<Received, { kind: 'rows' }>

/** Requests that are in hand at one time, of all apps. */
const AT_ONCE = 16
const PAUSED_SECONDS = 300
const PRESSED_SECONDS = 30
const TROUBLE_SECONDS = 60

/**
 * Takes what vendors push, in whichever process has the door: no lease is needed, since a row that comes twice has the same id. Vendors keep and repeat
 * what is answered with 503, so nothing is lost while an app is paused or the log is full.
 */
export class IntakeService {
  private readonly parts: IntakeParts
  private readonly rate: IntakeRate
  private inHand = 0

  constructor(parts: IntakeParts) {
    this.parts = parts
    this.rate = parts.rate ?? new IntakeRate()
  }

  async take(given: string, stream: string, request: PushedRequest): Promise<DoorAnswer> {
    const id = given.toLowerCase()
    if (!isUuid(id)) return unknown()
    if (!this.rate.admits(id))
      return refusal(429, 'RATE_LIMITED', 'Too many requests for this app at once. Send them more slowly.', 1)
    if (this.inHand >= AT_ONCE) return refusal(503, 'UNAVAILABLE', 'Too much is coming in at once. Send it again.', 1)
    this.inHand += 1
    try {
      return await this.takeOne(id, stream, request)
    } finally {
      this.inHand -= 1
    }
  }

  private async takeOne(id: string, stream: string, request: PushedRequest): Promise<DoorAnswer> {
    const { db, vault, catalogue, metrics, pressure } = this.parts
    const tenant = await tenantOfApp(db, id)
    const found =
      tenant === null
        ? null
        : await db.read(tenant, async tx => ({ app: await hostedApp(tx, vault, id, 0), state: await stateOf(tx, id) }))
    if (!found?.app) return unknown()
    const { app, state } = found
    const described = catalogue.describe(app.connector)
    // A connector that could not be loaded is mended; the vendor must not take the address for gone meanwhile.
    if (!described) return troubled()
    if (described.streams.find(({ name }) => name === stream)?.kind !== 'pushed') return unknown()
    const answered = (outcome: string, answer: DoorAnswer) => {
      metrics.pushed(app, stream, outcome)
      return answer
    }
    if (state === 'PAUSED') return answered('paused', paused())
    const pressed = pressure()
    if (pressed) return answered('pressed', refusal(503, 'UNAVAILABLE', pressed.message, PRESSED_SECONDS))
    const received = await this.receive(app, stream, request)
    switch (received.kind) {
      case 'failed':
        return answered('failed', troubled())
      case 'handshake':
        return answered('handshake', received)
      case 'forged': {
        const message = `The request ${received.reason}. Check that the secret at the vendor is the one among the app's credentials.`
        return answered('forged', refusal(401, 'UNAUTHENTICATED', message))
      }
      case 'other':
        return answered('other', refusal(405, 'BAD_USER_INPUT', 'Send events by POST.'))
      case 'rows': {
        if (!(await this.keep(app, stream, received))) return answered('paused', paused())
        return answered('kept', { status: 200, body: JSON.stringify({ received: received.rows }) })
      }
    }
  }

  private async receive(
    app: HostedApp,
    stream: string,
    request: PushedRequest,
  ): Promise<Received | { kind: 'failed' }> {
    try {
      return await this.parts.host.receive(app, stream, request)
    } catch (error) {
      const { message } = error as Error
      const known = error instanceof HostError
      this.parts.logger[known ? 'warn' : 'error'](
        { app: app.id, stream, error: message },
        'what a vendor pushed could not be read',
      )
      return { kind: 'failed' }
    }
  }

  /** Resolves once durable, to whether it was kept: an app that was paused or disconnected meanwhile takes nothing. */
  private async keep(app: HostedApp, stream: string, { rows, activities, quarantine }: Rows): Promise<boolean> {
    const { db, metrics, crashPoint } = this.parts
    const times = activities.map(({ time }) => time)
    const newest = times.length ? Math.max(...times) : null
    const kept = await db.write(app.tenant, async tx => {
      // Rows are locked in one order everywhere: app, then what belongs to it.
      const open = await tx.query(
        `update apps.app set last_event_at = greatest(last_event_at, $3::timestamptz), last_sync_at = now()
         where tenant = $1 and id = $2 and state not in ('PAUSED', 'DISCONNECTED') returning 1`,
        [tx.tenant, app.id, newest === null ? null : new Date(newest)],
      )
      if (!open.length) return false
      await keepQuarantine(tx, app.id, quarantine)
      await count(tx, app.id, stream, { rows, rejected: quarantine.length, newest })
      await noteHours(tx, app.id, stream, { times, rejected: quarantine.length, now: Date.now() })
      tx.append(
        'activity.collected',
        activities.map(activity => toCollected(activity, app)),
      )
      crashPoint('apps:intake-before-commit')
      return true
    })
    if (!kept) return false
    crashPoint('apps:intake-after-commit')
    metrics.kept(app, stream, { rows, rejected: quarantine.length, newest })
    return true
  }
}

async function stateOf(tx: Tx, app: string): Promise<string | null> {
  const [row] = await tx.query<{ state: string }>('select state from apps.app where tenant = $1 and id = $2', [
    tx.tenant,
    app,
  ])
  return row?.state ?? null
}

async function count(
  tx: Tx,
  app: string,
  stream: string,
  { rows, rejected, newest }: { rows: number; rejected: number; newest: number | null },
): Promise<void> {
  await tx.query(
    `insert into apps.app_stream (tenant, app, stream, state) values ($1, $2, $3, 'IDLE')
     on conflict (tenant, app, stream) do update set state = 'IDLE', last_error = null, changed_at = now() where apps.app_stream.state <> 'IDLE'`,
    [tx.tenant, app, stream],
  )
  await tx.query(
    `insert into apps.checkpoint as c (tenant, app, stream, partition, seen, rows, rejected, newest_at) values ($1, $2, $3, '', '[]', $4, $5, $6)
     on conflict (tenant, app, stream, partition) do update set rows = c.rows + $4, rejected = c.rejected + $5,
       newest_at = greatest(c.newest_at, $6::timestamptz), changed_at = now()`,
    [tx.tenant, app, stream, rows, rejected, newest === null ? null : new Date(newest)],
  )
}

const unknown = () =>
  refusal(404, 'NOT_FOUND', 'No connected app takes events at this address. Enter it at the vendor as Casbah shows it.')

const paused = () =>
  refusal(
    503,
    'UNAVAILABLE',
    'The app is paused. Send the events again later; they are taken once it is resumed.',
    PAUSED_SECONDS,
  )

const troubled = () =>
  refusal(503, 'UNAVAILABLE', 'The events cannot be read at the moment. Send them again.', TROUBLE_SECONDS)
