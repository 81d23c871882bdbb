import type { JudgedEvent } from '../event.ts'
import type { Learnt } from '../state.ts'

/** Learns of every event, live or history, whichever policies run, after they have judged it. */
export interface Learner {
  name: string
  observe(event: JudgedEvent, learnt: Learnt): void
}

export const LEARNERS: readonly Learner[] = []
