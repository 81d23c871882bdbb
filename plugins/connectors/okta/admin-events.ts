import type { LogEvent } from './log-event.ts'

/** Events that only an administrator (or the API with an administrator's rights) can cause. */
const ADMIN_EVENTS = new RegExp(
  '^(' +
    [
      'application\\.lifecycle\\.',
      'application\\.policy\\.',
      'application\\.user_membership\\.(show_password|add|remove|update)',
      'group\\.(lifecycle|privilege|application_assignment|user_membership)\\.',
      'iam\\.',
      'network_zone\\.',
      'policy\\.(lifecycle|rule)\\.',
      'security\\.(authenticator|threat\\.configuration|trusted_origin|attack_protection)',
      'system\\.(api_token|idp|log_stream|org)\\.',
      'user\\.account\\.privilege\\.',
      'user\\.session\\.access_admin_app',
      'zone\\.',
    ].join('|') +
    ')',
)

/** What people may do to themselves and administrators to others. */
const ON_OTHERS = /^user\.(lifecycle|mfa|account)\./

/** Whether a user acted with administrator rights; Okta's own deeds and those of applications do not count. */
export function usesAdminRights({ eventType, actor, target }: LogEvent): boolean {
  if (actor?.type !== 'User') return false
  if (ADMIN_EVENTS.test(eventType)) return true
  const user = target?.find(({ type }) => type === 'User')
  return ON_OTHERS.test(eventType) && !!user?.id && !!actor.id && user.id !== actor.id
}
