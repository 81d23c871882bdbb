import { randomUUID } from 'node:crypto'
import { Mailer, type Database, type Logger, type MailSettings } from '@casbah/kit'
import { claimCalls, claimMails, webhooksBehind } from '../system-statements.ts'
import { callWebhook, type CallParts } from './call-webhook.ts'
import { fanOut } from './fan-out.ts'
import { Poster } from './post.ts'
import { giveBack, type Claimed } from './queue.ts'
import { sendMail, type MailParts } from './send-mail.ts'
import type { WebhookVault } from './webhook-vault.ts'

/** Calls to one webhook at once, by this process. */
export const CALLS_AT_ONCE = 4
/** Deliveries in hand at once, by this process. */
const AT_ONCE = 128
const TIMEOUT_MS = 15_000
/** Longer than any attempt takes: who has not ended one by then is dead. */
const LEASE_MS = 90_000
const LOOK_MS = 1_000
const REST_MS = 50

/** How alerts go out; all but the mail settings are for tests and demos. */
export interface DeliverySettings {
  mail?: MailSettings
  /** The gateway's address as people reach it. */
  publicUrl?: () => string | null
  /** Webhooks may lead to the machine's own addresses, by http, too. Never in an installation that others may use. */
  allowLoopback?: boolean
  /** Patience with a receiver, in milliseconds. Default 15,000. */
  timeoutMs?: number
  /** Milliseconds between looks for what is due. Default 1,000. */
  lookMs?: number
  /** From 0 to 1; spreads attempts. */
  random?: () => number
}

export interface DelivererOptions {
  db: Database
  logger: Logger
  vault: WebhookVault
  /** Epoch ms. */
  now: () => number
  settings?: DeliverySettings
}

/**
 * Carries alerts out of the house: puts what the alert log tells into the queue of each webhook, calls webhooks and sends mails, and tries
 * again. Any number of processes share the work; what one leaves behind another takes on.
 */
export class Deliverer {
  readonly allowLoopback: boolean
  readonly mailer: Mailer
  readonly now: () => number
  private readonly db: Database
  private readonly logger: Logger
  private readonly poster: Poster
  private readonly lookMs: number
  private readonly calling: CallParts
  private readonly mailing: MailParts
  private readonly inHand = new Map<string, { claimed: Claimed; ended: Promise<void> }>()
  private readonly over = new AbortController()
  private timer: NodeJS.Timeout | null = null
  private turning: Promise<void> | null = null
  private again = false
  private resting: NodeJS.Timeout | null = null

  constructor({ db, logger, vault, now, settings = {} }: DelivererOptions) {
    this.db = db
    this.logger = logger
    this.now = now
    this.allowLoopback = settings.allowLoopback ?? false
    this.mailer = new Mailer(settings.mail, 'alerts')
    this.lookMs = settings.lookMs ?? LOOK_MS
    this.poster = new Poster({
      allowLoopback: this.allowLoopback,
      timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
      connections: AT_ONCE,
      now,
    })
    const { random = Math.random, publicUrl = () => null } = settings
    this.calling = { db, vault, poster: this.poster, now, random }
    this.mailing = { db, mailer: this.mailer, now, random, publicUrl }
  }

  start(): void {
    this.timer = setInterval(() => this.wake(), this.lookMs).unref()
    this.wake()
  }

  /** Breaks off calls in hand, which another attempt repeats by the same id; mails in hand are ended. */
  async stop(): Promise<void> {
    this.over.abort()
    if (this.timer) clearInterval(this.timer)
    if (this.resting) clearTimeout(this.resting)
    await this.turning
    await Promise.all([...this.inHand.values()].map(each => each.ended))
    await this.poster.close()
  }

  /** Looks for what is due: at once, or in a moment when there was nothing a moment ago. */
  wake(): void {
    if (this.over.signal.aborted) return
    this.again = true
    if (this.turning || this.resting) return
    this.turning = this.turn().finally(() => {
      this.turning = null
      if (this.again) this.wake()
    })
  }

  /** Makes one call, as a claimed delivery, outside the queue's order. */
  callNow(claimed: Claimed): Promise<void> {
    return callWebhook(claimed, this.calling, this.over.signal)
  }

  private async turn(): Promise<void> {
    while (this.again && !this.over.signal.aborted) {
      this.again = false
      try {
        const read = await this.readLog()
        const taken = await this.takeOn()
        if (!read && !taken) return this.rest()
      } catch (error) {
        this.logger.warn({ error: (error as Error).message }, 'deliveries wait; tries again')
        return this.rest()
      }
    }
  }

  /** Alerts come by the hundred a second, and most installations have nobody to tell of them. */
  private rest(): void {
    this.resting = setTimeout(() => {
      this.resting = null
      if (this.again) this.wake()
    }, REST_MS).unref()
  }

  /** Whether any webhook's place was moved. */
  private async readLog(): Promise<boolean> {
    let any = false
    for (const { tenant, webhook } of await webhooksBehind(this.db)) {
      if (this.over.signal.aborted) break
      try {
        const { moved, more } = await this.db.write(tenant, tx => fanOut(tx, webhook, this.now()))
        if (moved) any = true
        if (more) this.again = true
      } catch (error) {
        // One whose filter cannot be judged must not hold up the others.
        this.logger.warn({ webhook, error: (error as Error).message }, 'the alert log was not read for a webhook')
      }
    }
    return any
  }

  /** Whether anything was due. */
  private async takeOn(): Promise<boolean> {
    const free = AT_ONCE - this.inHand.size
    if (free <= 0) return false
    const hands = [...this.inHand.values()].map(each => each.claimed)
    const busy = Map.groupBy(
      hands.flatMap(each => each.webhook ?? []),
      webhook => webhook,
    )
    const lease = { claim: randomUUID(), now: this.now(), until: this.now() + LEASE_MS }
    const counts = [...busy].map(([webhook, calls]) => ({ webhook, count: calls.length }))
    const calls = await claimCalls(this.db, lease, { free, atOnce: CALLS_AT_ONCE, busy: counts })
    const writing = hands.filter(each => each.webhook === null).map(each => each.tenant)
    const mails = await claimMails(this.db, lease, { free: free - calls.length, busy: writing })
    for (const claimed of [...calls, ...mails]) {
      const key = `${claimed.tenant} ${claimed.id}`
      this.inHand.set(key, {
        claimed,
        ended: this.attempt(claimed).finally(() => {
          this.inHand.delete(key)
          this.wake()
        }),
      })
    }
    return calls.length + mails.length > 0
  }

  private async attempt(claimed: Claimed): Promise<void> {
    try {
      if (claimed.webhook === null) await sendMail(claimed, this.mailing)
      else await callWebhook(claimed, this.calling, this.over.signal)
    } catch (error) {
      if (!this.over.signal.aborted)
        this.logger.warn({ delivery: claimed.id, error: (error as Error).message }, 'an attempt to deliver broke off')
      const later = this.over.signal.aborted ? 0 : LOOK_MS * 5
      // Otherwise it is due again when the lease ends.
      await this.db.write(claimed.tenant, tx => giveBack(tx, claimed, this.now() + later)).catch(() => undefined)
    }
  }
}
