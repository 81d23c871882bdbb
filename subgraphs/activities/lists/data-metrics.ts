import { Counter, Gauge, Registry } from 'prom-client'

/** What is counted of databases and lists. */
export class DataMetrics {
  readonly registry = new Registry()
  private readonly entries = this.gauge('casbah_data_entries', 'Ranges of a list in use.')
  private readonly built = this.gauge(
    'casbah_data_built_timestamp_seconds',
    'When a database or list was current, seconds since 1970; none while it is missing.',
  )
  private readonly failing = this.gauge('casbah_data_failing', '1 while the last reading of a list failed.')
  private readonly failures = new Counter({
    name: 'casbah_data_failures_total',
    help: 'Readings of a list that failed; the one before is used on.',
    labelNames: ['data'],
    registers: [this.registry],
  })

  /** What is in use now; `builtAt` in epoch ms, null while it is missing. */
  inUse(data: string, entries: number | null, builtAt: number | null): void {
    if (entries !== null) this.entries.set({ data }, entries)
    if (builtAt === null) this.built.remove({ data })
    else this.built.set({ data }, builtAt / 1000)
  }

  read(data: string, failed: boolean): void {
    this.failing.set({ data }, failed ? 1 : 0)
    if (failed) this.failures.inc({ data })
  }

  private gauge(name: string, help: string): Gauge<'data'> {
    return new Gauge({ name, help, labelNames: ['data'], registers: [this.registry] })
  }
}
