import type { AppHealth, Database } from '@casbah/kit'
import type { Catalogue } from '../connector/catalogue.ts'
import type { Lease } from '../lease/lease-keeper.ts'
import { readHealth } from './read-health.ts'
import { forgetHours } from './stream-hours.ts'

/** Even when nothing changed: that it is told is what shows that somebody reads the app. */
const TOLD_EVERY_MS = 300_000
const FORGET_EVERY_MS = 3_600_000
/** Apps read and told in one transaction. */
const TOGETHER = 50

interface Told {
  print: string
  at: number
}

/** Tells the neighbours how the reading of the apps goes whose leases this process has. */
export class HealthTeller {
  private readonly db: Database
  private readonly catalogue: Catalogue
  private readonly leases: () => readonly Lease[]
  private readonly now: () => number
  private told = new Map<string, Told>()
  private forgotAt = Number.NEGATIVE_INFINITY
  private looking: Promise<void> | null = null

  /** `now`: epoch ms. */
  constructor(parts: { db: Database; catalogue: Catalogue; leases: () => readonly Lease[]; now: () => number }) {
    this.db = parts.db
    this.catalogue = parts.catalogue
    this.leases = parts.leases
    this.now = parts.now
  }

  /** Tells what changed since it was last told; one look at a time. */
  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => (this.looking = null))
    return this.looking
  }

  /** Resolves once a look under way has ended. */
  async stop(): Promise<void> {
    await this.looking?.catch(() => undefined)
  }

  private async lookOnce(): Promise<void> {
    const leases = this.leases()
    const held = new Set(leases.map(({ app }) => app))
    for (const app of this.told.keys()) if (!held.has(app)) this.told.delete(app)
    const forgets = this.now() - this.forgotAt >= FORGET_EVERY_MS
    if (forgets) this.forgotAt = this.now()
    for (const [tenant, theirs] of Map.groupBy(leases, each => each.tenant)) {
      const apps = theirs.map(({ app }) => app)
      for (let start = 0; start < apps.length; start += TOGETHER)
        await this.tell(tenant, apps.slice(start, start + TOGETHER))
      if (forgets) await this.db.write(tenant, tx => forgetHours(tx, this.now()))
    }
  }

  private async tell(tenant: string, apps: string[]): Promise<void> {
    const now = this.now()
    const found = await this.db.read(tenant, tx => readHealth(tx, apps, this.catalogue, now))
    const due = found.filter(health => {
      const told = this.told.get(health.app)
      return !told || told.print !== printOf(health) || now - told.at >= TOLD_EVERY_MS
    })
    if (!due.length) return
    await this.db.write(tenant, async tx => tx.append('app.health', due))
    for (const health of due) this.told.set(health.app, { print: printOf(health), at: now })
  }
}

/** What is told at once when it changes; what moves with every read waits. */
function printOf({ at: _at, streams, ...app }: AppHealth): string {
  const lasting = streams.map(({ name, isFilling, rejected, error }) => [name, isFilling, rejected, error])
  return JSON.stringify([app, lasting])
}
