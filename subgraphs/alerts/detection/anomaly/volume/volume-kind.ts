import type { AnomalyKind } from '../kind.ts'
import type { Family } from './families.ts'
import { volumeParameters, type VolumeParameters } from './parameters.ts'
import { Usage } from './usage.ts'
import { VolumeDetector, type Words } from './volume-detector.ts'

/** A detector of one family. */
export function volumeKind(name: string, family: Family, words: Words): AnomalyKind<VolumeParameters> {
  return {
    name,
    parameters: volumeParameters(family),
    needs: [],
    make: (severity, parameters) => new VolumeDetector(family, words, severity, parameters),
    learning({ learningDays }, { learnt }) {
      const usage = new Usage(learnt, family)
      return {
        daysLearnt: Math.min(learningDays, usage.tenant.daysKnown()),
        daysNeeded: learningDays,
        usersReady: usage.shareKnownFor(learningDays),
      }
    },
  }
}
