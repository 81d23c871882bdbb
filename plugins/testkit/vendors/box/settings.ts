/** Who has access to a file or folder besides its owner. */
export interface BoxCollaboration {
  id: string
  /** Id of a user, or of a group. */
  user?: string
  group?: string
  role: 'editor' | 'viewer' | 'co-owner'
}

export interface BoxItem {
  id: string
  type: 'file' | 'folder' | 'web_link'
  name: string
  /** Id of a user. */
  owner: string
  /** Id of a folder; `0` is the top of the owner’s own tree. */
  parent: string
  /** RFC 3339. */
  modified: string
  link?: { access: 'open' | 'company' | 'collaborators'; unshared_at?: string } | null
  lock?: { is_download_prevented: boolean } | null
  classification?: string
  trashed?: boolean
  collaborations?: BoxCollaboration[]
}

export interface BoxSettings {
  /** Categories of the enterprise configuration; each setting by its value, shown as `{value, is_used}`. */
  security: Record<string, unknown>
  content_and_sharing: Record<string, unknown>
  user_settings: Record<string, unknown>
  shieldRules: { id: string; type: 'shield_rule'; rule_category: string; name: string; priority: 'medium' | 'high' }[]
  /** Groups by their names; whoever is in one has its name among the account’s groups. */
  groups: { id: string; name: string }[]
  items: BoxItem[]
  /** Ids of accounts of other enterprises that collaborate here. */
  external: string[]
  /** Ids of accounts that are programs. */
  programs: string[]
  exemptions: { verification: string[]; devices: string[] }
  retentionPolicies: { id: string; policy_name: string; status: 'active' | 'retired'; assignments: number }[]
  /** Whether an administrator has authorised the app with its scopes of today. */
  authorised: boolean
}

/** An enterprise that is well kept. */
export function defaultBoxSettings(): BoxSettings {
  return {
    security: {
      is_managed_user_signup_enabled: false,
      is_multi_factor_auth_required: true,
      multi_factor_auth_type: 'totp',
      external_collab_multi_factor_auth_settings: { state: 'enabled' },
      is_strong_password_for_ext_collab_enabled: true,
      is_weak_password_prevention_enabled: true,
      is_password_leak_detection_enabled: true,
      password_min_length: 14,
      password_min_uppercase_characters: 1,
      password_min_numeric_characters: 1,
      password_min_special_characters: 1,
      previous_password_reuse_limit: '10',
      failed_login_attempts_to_trigger_admin_notification: 5,
      session_duration: 'day',
    },
    content_and_sharing: {
      external_collaboration_status: 'limit_collaboration_to_allowlisted_domains',
      shared_link_access: 'company',
      shared_link_default_access: 'collaborators',
      is_open_custom_urls_disabled: true,
      is_invite_privilege_restricted: true,
      is_collaborator_invite_links_disabled: true,
      is_ownership_transfer_restricted: true,
      is_watermarking_enterprise_feature_enabled: true,
      is_email_uploads_enabled: false,
      is_file_request_login_required: true,
      is_shared_links_expiration_enabled: true,
      shared_links_expiration_days: 30,
      is_collaboration_expiration_enabled: true,
      collaboration_expiration_days: 180,
      trash_auto_clear_time: 90 * 86_400,
    },
    user_settings: { is_enterprise_sso_required: true, is_enterprise_sso_in_testing: false },
    shieldRules: [
      { id: '1', type: 'shield_rule', rule_category: 'Anomalous Download', name: 'Downloads', priority: 'high' },
    ],
    groups: [],
    items: [],
    external: [],
    programs: [],
    exemptions: { verification: [], devices: [] },
    retentionPolicies: [{ id: '501', policy_name: 'Contracts', status: 'active', assignments: 1 }],
    authorised: true,
  }
}
