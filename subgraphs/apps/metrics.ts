import { Counter, Gauge, Registry } from 'prom-client'
import type { HostedApp, Meter } from '@casbah/host'

const STREAM = ['tenant', 'app', 'connector', 'stream'] as const

/** What is counted of each stream. One registry a subgraph, so that several fit in one process. */
export class StreamMetrics implements Meter {
  readonly registry = new Registry()
  /** Labels and the newest time (epoch ms) of each stream that is read or pushed here. */
  private readonly newest = new Map<string, { labels: Labels; at: number }>()
  private readonly rows = this.counter('casbah_stream_rows_total', 'Rows that were read and kept.')
  private readonly rejected = this.counter('casbah_stream_rejected_total', 'Rows that went to quarantine.')
  private readonly requests = this.counter('casbah_stream_requests_total', 'Requests to the vendor, repeated ones too.')
  private readonly throttles = this.counter(
    'casbah_stream_throttled_total',
    'Times that the vendor asked for patience.',
  )
  private readonly intake = new Counter({
    name: 'casbah_intake_requests_total',
    help: 'Requests by which vendors push events, by what became of them; `forged` had a wrong signature.',
    labelNames: [...STREAM, 'outcome'],
    registers: [this.registry],
  })

  constructor() {
    const { newest } = this
    new Gauge({
      name: 'casbah_stream_lag_seconds',
      help: 'Age of the newest row.',
      labelNames: STREAM,
      registers: [this.registry],
      collect() {
        this.reset()
        for (const { labels, at } of newest.values()) this.set(labels, Math.max(0, (Date.now() - at) / 1000))
      },
    })
  }

  requested(app: HostedApp, stream: string): void {
    this.requests.inc(labelsOf(app, stream))
  }

  throttled(app: HostedApp, stream: string): void {
    this.throttles.inc(labelsOf(app, stream))
  }

  kept(app: HostedApp, stream: string, { rows, rejected, newest }: Parameters<Meter['kept']>[2]): void {
    const labels = labelsOf(app, stream)
    this.rows.inc(labels, rows)
    this.rejected.inc(labels, rejected)
    if (newest === null) return
    const key = `${app.tenant}\0${app.id}\0${stream}`
    this.newest.set(key, { labels, at: Math.max(newest, this.newest.get(key)?.at ?? 0) })
  }

  /** A vendor pushed something, or somebody in his name. */
  pushed(app: HostedApp, stream: string, outcome: string): void {
    this.intake.inc({ ...labelsOf(app, stream), outcome })
  }

  /** This process does not read the app any more: how far behind it is, others tell. */
  forget(app: string): void {
    for (const [key, { labels }] of this.newest) if (labels.app === app) this.newest.delete(key)
  }

  private counter(name: string, help: string): Counter<(typeof STREAM)[number]> {
    return new Counter({ name, help, labelNames: STREAM, registers: [this.registry] })
  }
}

type Labels = Record<(typeof STREAM)[number], string>

const labelsOf = ({ tenant, id, connector }: HostedApp, stream: string): Labels => ({
  tenant,
  app: id,
  connector,
  stream,
})
