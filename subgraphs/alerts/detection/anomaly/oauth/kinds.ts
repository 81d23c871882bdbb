import { FAMILIES } from '../volume/families.ts'
import { volumeKind } from '../volume/volume-kind.ts'
import { CREDENTIAL_ADDED } from './credential-added.ts'
import { SUSPICIOUS_GRANT } from './suspicious-grant.ts'

/** What is done to and by applications that were let in. */
export const OAUTH_KINDS = [
  SUSPICIOUS_GRANT,
  CREDENTIAL_ADDED,
  volumeKind('oauth-app-mass-download', FAMILIES.appDownload, { did: 'read or took', things: 'files' }),
]
