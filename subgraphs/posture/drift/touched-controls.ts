import type { Tx } from '@casbah/kit'
import { TouchIndex, type Touchable } from './touch-index.ts'

/** Another process may take up a connector; so long its controls may be unknown here. */
const FRESH_MS = 30_000

/** The index of what touches which controls, in memory. */
export class TouchedControls {
  private index: TouchIndex | null = null
  private readAt = 0

  /** The index as of the last half minute. */
  async current(tx: Tx, now: Date): Promise<TouchIndex> {
    if (this.index && now.getTime() - this.readAt < FRESH_MS) return this.index
    const controls = await tx.query<Touchable>(
      `select id, connector, touched_by from posture.control where not retired and touched_by <> '{}'`,
    )
    this.readAt = now.getTime()
    return (this.index = new TouchIndex(controls))
  }

  /** Controls have changed. */
  forget(): void {
    this.index = null
  }
}
