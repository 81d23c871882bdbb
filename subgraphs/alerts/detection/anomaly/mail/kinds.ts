import { FAMILIES } from '../volume/families.ts'
import { volumeKind } from '../volume/volume-kind.ts'
import { INBOX_FORWARDING } from './inbox-forwarding.ts'
import { INBOX_MANIPULATION } from './inbox-manipulation.ts'

/** What is done to mail. */
export const MAIL_KINDS = [
  INBOX_FORWARDING,
  INBOX_MANIPULATION,
  volumeKind('mass-mail-deletion', FAMILIES.mailDelete, { did: 'deleted', things: 'messages' }),
]
