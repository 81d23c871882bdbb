import type { JudgedEvent } from '../event.ts'
import type { Learnt } from '../state.ts'
import { REGIONS } from './network/regions.ts'
import { SERVICE_NETWORKS } from './network/service-networks.ts'
import { PLACES } from './place/places.ts'
import { RESETS } from './place/resets.ts'

/** Learns of every event, live or history, whichever policies run, after they have judged it. */
export interface Learner {
  name: string
  observe(event: JudgedEvent, learnt: Learnt): void
}

export const LEARNERS: readonly Learner[] = [PLACES, RESETS, SERVICE_NETWORKS, REGIONS]
