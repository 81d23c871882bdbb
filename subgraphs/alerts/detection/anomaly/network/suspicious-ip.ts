import { z } from 'zod'
import type { AnomalyKind } from '../kind.ts'
import { learningFrom } from '../place/learning.ts'
import { Places } from '../place/places.ts'
import { FlaggedAddress, flaggedParameters } from './flagged-address.ts'

/** Numbers of the detector `suspicious-ip`. */
export const suspiciousIpParameters = z.strictObject(flaggedParameters)
export type SuspiciousIpParameters = z.infer<typeof suspiciousIpParameters>

/** A successful activity from an address that is known for attacks. */
export const SUSPICIOUS_IP: AnomalyKind<SuspiciousIpParameters> = {
  name: 'suspicious-ip',
  parameters: suspiciousIpParameters,
  needs: ['risky'],
  make: (severity, parameters) =>
    new FlaggedAddress(severity, parameters, { tags: ['RISKY'], what: () => 'known for attacks' }),
  learning: ({ learningDays }, { learnt }) => learningFrom(learningDays, new Places(learnt).progress(learningDays)),
}
