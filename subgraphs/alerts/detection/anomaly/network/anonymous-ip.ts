import type { NetworkTag } from '@casbah/kit'
import { z } from 'zod'
import type { AnomalyKind } from '../kind.ts'
import { learningFrom } from '../place/learning.ts'
import { Places } from '../place/places.ts'
import { FlaggedAddress, flaggedParameters } from './flagged-address.ts'

/** Numbers of the detector `anonymous-ip`. */
export const anonymousIpParameters = z.strictObject({
  includeVpn: z
    .boolean()
    .default(false)
    .describe('Whether VPN services count as anonymous too, yes or no; source: ours, since many work by one.'),
  ...flaggedParameters,
})
export type AnonymousIpParameters = z.infer<typeof anonymousIpParameters>

const NAMES: Partial<Record<NetworkTag, string>> = {
  TOR: 'an exit of the Tor network',
  PROXY: 'an anonymous proxy',
  VPN: 'a VPN service',
}

/** A successful activity from a Tor exit or an anonymous proxy. */
export const ANONYMOUS_IP: AnomalyKind<AnonymousIpParameters> = {
  name: 'anonymous-ip',
  parameters: anonymousIpParameters,
  needs: ['tor'],
  make: (severity, parameters) =>
    new FlaggedAddress(severity, parameters, {
      tags: ['TOR', 'PROXY', ...(parameters.includeVpn ? ['VPN' as const] : [])],
      what: tag => NAMES[tag]!,
    }),
  learning: ({ learningDays }, { learnt }) => learningFrom(learningDays, new Places(learnt).progress(learningDays)),
}
