import type { Database, Logger } from '@casbah/kit'
import { releaseLeases, renewLeases, takeLeases } from '../system-statements.ts'

/** The right to run one app, until it is lost. */
export interface Lease {
  app: string
  tenant: string
  /** Grows with every owner; writes under an older one are refused. */
  epoch: number
}

export interface LeaseKeeperOptions {
  db: Database
  logger: Logger
  /** Name of this host, unlike any other's. */
  owner: string
  onTaken(lease: Lease): void
  onLost(lease: Lease): Promise<void>
}

/** Seconds without renewal after which a lease is free. */
export const LEASE_SECONDS = 20
const SCAN_MS = 2_000
const RENEW_MS = 5_000

/** Takes leases of apps that nobody runs, renews those it has, gives them back when it stops. */
export class LeaseKeeper {
  private readonly options: LeaseKeeperOptions
  private readonly held = new Map<string, Lease>()
  private timers: NodeJS.Timeout[] = []
  private busy: Promise<void> = Promise.resolve()

  constructor(options: LeaseKeeperOptions) {
    this.options = options
  }

  async start(): Promise<void> {
    // Whoever had this name before is dead: his leases are free at once.
    await releaseLeases(this.options.db, this.options.owner)
    await this.scan()
    this.timers = [setInterval(() => void this.scan(), SCAN_MS), setInterval(() => void this.renew(), RENEW_MS)]
  }

  /** Gives all leases back; call it when no work runs under them any more. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    await this.busy
    this.held.clear()
    await releaseLeases(this.options.db, this.options.owner)
  }

  get leases(): Lease[] {
    return [...this.held.values()]
  }

  /** Looks for free apps now. */
  scan(): Promise<void> {
    return this.oneAtATime(async () => {
      for (const lease of await takeLeases(this.options.db, this.options.owner, LEASE_SECONDS)) {
        this.held.set(lease.app, lease)
        this.options.onTaken(lease)
      }
    })
  }

  renew(): Promise<void> {
    return this.oneAtATime(async () => {
      const kept = new Map(
        (await renewLeases(this.options.db, this.options.owner, LEASE_SECONDS)).map(lease => [lease.app, lease.epoch]),
      )
      for (const lease of this.leases) {
        if (kept.get(lease.app) === lease.epoch) continue
        this.held.delete(lease.app)
        await this.options.onLost(lease)
      }
    })
  }

  private oneAtATime(work: () => Promise<void>): Promise<void> {
    this.busy = this.busy.then(work).catch(error => {
      this.options.logger.warn({ error: (error as Error).message }, 'leases could not be looked after; tries again')
    })
    return this.busy
  }
}
