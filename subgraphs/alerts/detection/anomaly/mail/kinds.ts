import { FAMILIES } from '../volume/families.ts'
import { volumeKind } from '../volume/volume-kind.ts'

/** What is done to mail. */
export const MAIL_KINDS = [
  volumeKind('mass-mail-deletion', FAMILIES.mailDelete, { did: 'deleted', things: 'messages' }),
]
