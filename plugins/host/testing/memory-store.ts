import { MemoryInventory } from './memory-inventory.ts'
import type { Checkpoint, Commit, HostActivity, HostStore, QuarantinedRow, StreamStatus } from '../ports.ts'

/** A store in memory; checkpoints go through JSON, as a database would have it. */
export class MemoryStore extends MemoryInventory implements HostStore {
  readonly checkpoints = new Map<string, string>()
  readonly activities: HostActivity[] = []
  readonly quarantine: QuarantinedRow[] = []
  readonly commits: Commit[] = []
  readonly states: StreamStatus[] = []
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
  }

  get ids(): string[] {
    return this.activities.map(({ vendorId }) => vendorId)
  }
}
