import { vocabulary } from './vocabulary.ts'

/** Classes of identity and access: only an administrator changes accounts, rights, groups and settings of the organisation. */
const ADMIN_CLASSES = new Set([3004, 3005, 3006])

/** What people do to themselves, though it is of such a class. */
const OWN = /^(user_(changed|reset|enabled|disabled|enrolled)_|(user_)?(api_token|oauth_token|mfa|two_step)_)/

/** Whether an event of the organisation took administrator rights: its log holds what users do as well. */
export function isAdminAction(action: string): boolean {
  const [name = '', classUid = 0] = Object.hasOwn(vocabulary, action) ? vocabulary[action]! : []
  if (OWN.test(action)) return false
  return ADMIN_CLASSES.has(classUid) || (classUid === 3001 && name.startsWith('user.')) || name === 'user.impersonate'
}
