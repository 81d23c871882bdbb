import { CLOUD_KINDS } from './cloud/kinds.ts'
import type { AnomalyKind } from './kind.ts'
import { MAIL_KINDS } from './mail/kinds.ts'
import { OAUTH_KINDS } from './oauth/kinds.ts'
import { IMPOSSIBLE_TRAVEL } from './travel/travel.ts'
import { VOLUME_KINDS } from './volume/kinds.ts'

/** The built-in detectors, by name. */
export const ANOMALY_KINDS: ReadonlyMap<string, AnomalyKind> = new Map(
  [IMPOSSIBLE_TRAVEL, ...VOLUME_KINDS, ...CLOUD_KINDS, ...MAIL_KINDS, ...OAUTH_KINDS].map(kind => [
    kind.name,
    kind as unknown as AnomalyKind,
  ]),
)
