import { MemoryInventory } from './memory-inventory.ts'
import type {
  Checkpoint,
  Commit,
  FoundKept,
  HostActivity,
  HostStore,
  QuarantinedRow,
  Session,
  SessionChange,
  StreamStatus,
} from '../ports.ts'

/** A store in memory; checkpoints go through JSON, as a database would have it. */
export class MemoryStore extends MemoryInventory implements HostStore {
  readonly checkpoints = new Map<string, string>()
  readonly activities: HostActivity[] = []
  readonly quarantine: QuarantinedRow[] = []
  readonly commits: Commit[] = []
  readonly states: StreamStatus[] = []
  /** The newest of each stream, by its name. */
  readonly latest = new Map<string, StreamStatus>()
  readonly sessions = new Map<string, string>()
  readonly foundKept = new Map<string, string>()
  readonly ends: (number | null)[] = []
  /** Called before a session is kept; what it throws refuses it. */
  onSession: (change: SessionChange) => void = () => undefined
  /** Called before a commit is kept; what it throws refuses the commit. */
  onCommit: (commit: Commit) => void = () => undefined

  async load(app: string, stream: string, partition: string): Promise<Checkpoint | null> {
    const text = this.checkpoints.get([app, stream, partition].join('|'))
    return text === undefined ? null : (JSON.parse(text) as Checkpoint)
  }

  async commit(commit: Commit): Promise<void> {
    this.onCommit(commit)
    this.checkpoints.set([commit.app, commit.stream, commit.partition].join('|'), JSON.stringify(commit.checkpoint))
    this.activities.push(...commit.activities)
    this.quarantine.push(...commit.quarantine)
    this.commits.push(commit)
    for (const one of commit.touched ?? []) this.touchedKept.push({ ...one, at: commit.activities[0]?.observedAt ?? 0 })
  }

  async status(status: StreamStatus): Promise<void> {
    this.states.push(status)
    this.latest.set(status.stream, status)
  }

  async session({ app }: { app: string }): Promise<Session | null> {
    const text = this.sessions.get(app)
    return text === undefined ? null : (JSON.parse(text) as Session)
  }

  async saveSession(change: SessionChange): Promise<void> {
    this.onSession(change)
    const kept = await this.session(change)
    if ((kept?.refreshToken ?? null) !== change.replaces)
      throw Object.assign(new Error('another session was kept in between'), { code: 'SESSION_REPLACED' })
    this.sessions.set(change.app, JSON.stringify(change.session))
  }

  async found({ app }: { app: string }): Promise<FoundKept | null> {
    const text = this.foundKept.get(app)
    return text === undefined ? null : (JSON.parse(text) as FoundKept)
  }

  async saveFound({ app, fields, of }: FoundKept & { app: string }): Promise<void> {
    this.foundKept.set(app, JSON.stringify({ fields, of }))
  }

  async credentialsEnd({ at }: { at: number | null }): Promise<void> {
    this.ends.push(at)
  }

  get ids(): string[] {
    return this.activities.map(({ vendorId }) => vendorId)
  }
}
