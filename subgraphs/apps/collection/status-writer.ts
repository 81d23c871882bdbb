import type { StreamStatus } from '@casbah/host'

const WRITE_MS = 1_000
const QUOTA_MS = 10_000

interface Known {
  latest: StreamStatus
  written: StreamStatus | null
  writtenAt: number
}

/**
 * Streams tell their status several times a second; only what differs is written, at most once a second, a mere change of the
 * quota every ten seconds. Failures and recoveries are written at once.
 */
export class StatusWriter {
  private readonly known = new Map<string, Known>()
  private readonly write: (app: string, changed: StreamStatus[]) => Promise<void>
  private readonly onError: (error: Error) => void
  private timer: NodeJS.Timeout | null = null
  private closed = false

  constructor(write: (app: string, changed: StreamStatus[]) => Promise<void>, onError: (error: Error) => void) {
    this.write = write
    this.onError = onError
  }

  async put(status: StreamStatus): Promise<void> {
    const key = `${status.app}\0${status.stream}`
    const known = this.known.get(key) ?? { latest: status, written: null, writtenAt: 0 }
    known.latest = status
    this.known.set(key, known)
    if (!known.written || JSON.stringify(known.written.error) !== JSON.stringify(status.error))
      return this.flush(status.app)
    if (!this.closed) this.timer ??= setTimeout(() => void this.tick(), WRITE_MS)
  }

  /** Writes what is pending and writes no more by itself. */
  async close(): Promise<void> {
    this.closed = true
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    await this.tick()
  }

  private async tick(): Promise<void> {
    this.timer = null
    for (const app of new Set([...this.known.values()].map(({ latest }) => latest.app)))
      await this.flush(app).catch(this.onError)
  }

  private async flush(app: string): Promise<void> {
    const due = [...this.known.values()].filter(one => one.latest.app === app && worthWriting(one))
    if (!due.length) return
    const statuses = due.map(({ latest }) => latest)
    await this.write(app, statuses)
    for (const [index, one] of due.entries()) {
      one.written = statuses[index]!
      one.writtenAt = Date.now()
    }
  }
}

function worthWriting({ latest, written, writtenAt }: Known): boolean {
  if (!written) return true
  const { rateLimit: quota, ...now } = latest
  const { rateLimit: before, ...then } = written
  if (JSON.stringify(now) !== JSON.stringify(then)) return true
  return JSON.stringify(quota) !== JSON.stringify(before) && Date.now() - writtenAt >= QUOTA_MS
}
