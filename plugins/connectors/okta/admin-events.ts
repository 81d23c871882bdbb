import type { LogEvent } from './log-event.ts'

/** Events that only an administrator (or the API with an administrator's rights) can cause. */
const ADMIN_EVENTS = new RegExp(
  '^(' +
    [
      'analytics\\.reports\\.export\\.',
      'app\\.(keys|saml\\.sensitive)\\.',
      'app\\.oauth2\\.client\\.',
      'application\\.(configuration|lifecycle|policy)\\.',
      'application\\.user_membership\\.(show_password|add|remove|update|restore|approve|deprovision|revoke|change_)',
      'device\\.assurance\\.',
      'directory\\.(mapping|linked_object)\\.',
      '(event|inline)_hook\\.(created|updated|deleted|activated|deactivated|verified)',
      'group\\.(lifecycle|privilege|profile|application_assignment|user_membership)\\.',
      'iam\\.',
      'network_zone\\.',
      'oauth2\\.(as|claim|scope)\\.',
      'policy\\.(lifecycle|rule)\\.',
      'security\\.(authenticator|behavior|threat\\.configuration|trusted_origin|attack_protection|zone)',
      'support\\.org\\.',
      'system\\.(api_token|idp|log_stream|org)\\.',
      'system\\.(brand|custom_error|custom_signin|custom_url_domain|email\\.template|feature|hook|import|jwt_key|mfa)\\.',
      'system\\.agent\\.\\w+\\.(create|update|delete|deactivate|reactivate)',
      'user\\.account\\.privilege\\.',
      'user\\.session\\.(access_admin_app|impersonation\\.(grant|revoke))',
      'zone\\.',
    ].join('|') +
    ')',
)

/** What people may do to themselves and administrators to others. */
const ON_OTHERS = /^(user\.(lifecycle|mfa|account|credential|session\.clear)|device\.(lifecycle|user))\b/

/** Whether a user acted with administrator rights; Okta's own deeds and those of applications do not count. */
export function usesAdminRights({ eventType, actor, target }: LogEvent): boolean {
  if (actor?.type !== 'User') return false
  if (ADMIN_EVENTS.test(eventType)) return true
  const user = target?.find(({ type }) => type === 'User')
  return ON_OTHERS.test(eventType) && !!user?.id && !!actor.id && user.id !== actor.id
}
