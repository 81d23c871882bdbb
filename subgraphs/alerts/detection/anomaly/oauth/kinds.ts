import { FAMILIES } from '../volume/families.ts'
import { volumeKind } from '../volume/volume-kind.ts'

/** What is done to and by applications that were let in. */
export const OAUTH_KINDS = [
  volumeKind('oauth-app-mass-download', FAMILIES.appDownload, { did: 'read or took', things: 'files' }),
]
