import { FAMILIES } from './families.ts'
import { RANSOMWARE } from './ransomware.ts'
import { volumeKind } from './volume-kind.ts'

/** What a person does to files. */
export const VOLUME_KINDS = [
  volumeKind('mass-download', FAMILIES.download, { did: 'took', things: 'files or repositories' }),
  volumeKind('mass-share', FAMILIES.share, { did: 'opened', things: 'things to the outside' }),
  volumeKind('mass-delete', FAMILIES.delete, { did: 'deleted', things: 'files' }),
  RANSOMWARE,
]
