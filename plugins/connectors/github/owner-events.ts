/** Groups of events that only owners of the organisation or enterprise can cause. */
const OWNER_GROUPS = new Set([
  'business',
  'enterprise',
  'ip_allow_list',
  'ip_allow_list_entry',
  'org',
  'org_credential_authorization',
  'organization_default_label',
  'organization_moderators',
  'organization_role',
  'personal_access_token',
  'audit_log_streaming',
  'billing',
  'oauth_application',
  'role',
  'ssh_certificate_authority',
  'ssh_certificate_requirement',
])

/** Of those, what members do themselves, or what happens to them. */
const BY_MEMBERS = new Set([
  'org.accept_business_invitation',
  'org.audit_log_git_event_export',
  'org.oauth_app_access_requested',
  'org.sso_response',
  'org_credential_authorization.grant',
  'personal_access_token.request_created',
  'personal_access_token.request_cancelled',
  'business.sso_response',
])

/** Whether an action takes an owner. The log does not say so; the group of the action does. */
export function usesOwnerRights(action: string): boolean {
  const group = action.slice(0, action.indexOf('.'))
  return (OWNER_GROUPS.has(group) || /^(business|org)_/.test(group)) && !BY_MEMBERS.has(action)
}
