import { APP_NOT_WATCHED } from './conditions/app-not-watched.ts'
import { CREDENTIALS_END } from './conditions/credentials-end.ts'
import { DETECTOR_NOT_READY } from './conditions/detector-not-ready.ts'
import { ROWS_REJECTED } from './conditions/rows-rejected.ts'
import { STREAM_BEHIND } from './conditions/stream-behind.ts'
import { STREAM_SILENT } from './conditions/stream-silent.ts'
import type { ConditionKind } from './condition.ts'

/** What policies of kind SYSTEM can look for, by the name in `definition.condition`. */
export const CONDITION_KINDS: ReadonlyMap<string, ConditionKind> = new Map(
  [APP_NOT_WATCHED, STREAM_SILENT, STREAM_BEHIND, CREDENTIALS_END, DETECTOR_NOT_READY, ROWS_REJECTED].map(kind => [
    kind.name,
    kind as ConditionKind,
  ]),
)
