import type { VendorAccount } from '../../replay/vendor.ts'

/** An OAuth token as its list shows it. */
export interface ZendeskToken {
  id: number
  client_id: number
  user_id: number
  scopes: string[]
  created_at: string
  /** Left out: it does not end. */
  expires_at?: string
  /** Its first ten signs. */
  token: string
}

/** An app that is installed. */
export interface ZendeskInstallation {
  id: number
  app_id: number
  product: string
  settings: { name: string; title: string }
  enabled: boolean
  created_at: string
  updated_at: string
}

export interface ZendeskSettings {
  /** Whether plan and add-ons have the logs. */
  logs: { audit: boolean; access: boolean }
  /** As `GET /api/v2/security_settings` gives them. */
  security: {
    authentication: { agent: Record<string, unknown>; end_user: Record<string, unknown> }
    ip: Record<string, unknown>
    [name: string]: unknown
  }
  /** As `GET /api/v2/account/settings` gives them, in part. */
  account: { api: Record<string, string | boolean>; tickets: Record<string, boolean>; [name: string]: object }
  /** By id of the account, where it is another than `isAdmin` says: `end-user`. */
  roles: Record<string, string>
  customRoles: Record<string, number>
  /** By id of the account; an hour ago for all others, never when empty. */
  lastLogins: Record<string, string>
  /** Id of the account that owns it all. */
  owner: string
  sessions: { id: number; user_id: number; authenticated_at: string; last_seen_at: string }[]
  tokens: ZendeskToken[]
  installations: ZendeskInstallation[]
}

/** A well kept account. */
export function defaultZendeskSettings(accounts: VendorAccount[], now: number): ZendeskSettings {
  const ago = (days: number) => `${new Date(now - days * 86_400_000).toISOString().slice(0, 19)}Z`
  return {
    logs: { audit: true, access: true },
    security: {
      admins_can_set_user_passwords: false,
      agent_session_timeout: 480,
      assumable: false,
      assumable_account_type: false,
      assumption_duration: 'off',
      assumption_expiration: null,
      authentication: {
        agent: {
          enforce_sso: false,
          google_login: false,
          office_365_login: false,
          office_365_enforce_tid: false,
          office_365_allowed_tids: '',
          remote_login: false,
          zendesk_login: true,
          two_factor_enforce: true,
          remote_bypass: 1,
          remote_bypass_name: 'owner',
          security_policy_id: 350,
          security_policy_name: 'recommended',
          sso_auto_redirect: false,
          primary_external_auth: null,
          password: {
            password_length: 14,
            password_complexity: 2,
            password_in_mixed_case: true,
            password_history_length: 5,
            password_duration: null,
            failed_attempts_allowed: 10,
            max_sequence: 3,
            disallow_local_part_from_email: true,
          },
        },
        end_user: {
          enforce_sso: false,
          facebook_login: false,
          google_login: false,
          office_365_login: false,
          remote_login: false,
          zendesk_login: true,
          security_policy_id: 350,
          security_policy_name: 'recommended',
          sso_auto_redirect: false,
          primary_external_auth: null,
        },
      },
      csp_blocking_enabled: true,
      email_agent_when_sensitive_fields_changed: true,
      end_user_session_timeout: 480,
      ip: { enable_agent_ip_restrictions: true, ip_ranges: '192.0.2.0/24 198.51.100.7', ip_restriction_enabled: true },
      maximum_session_duration: 720,
      maximum_session_duration_enabled: true,
      mobile_app_access: true,
      mobile_app_session_timeout: 300,
      two_factor_last_update: ago(200),
    },
    account: {
      active_features: { google_login: false, facebook_login: false, sandbox: true },
      agents: { agent_workspace: true, idle_timeout_enabled: true },
      api: { accepted_api_agreement: true, api_password_access: 'false', api_token_access: 'false' },
      tickets: { private_attachments: true, tagging: true, comments_public_by_default: false },
    },
    roles: {},
    customRoles: {},
    lastLogins: {},
    owner: accounts.find(({ isAdmin }) => isAdmin)?.id ?? '',
    sessions: accounts
      .filter(({ status }) => status === 'ACTIVE')
      .map(({ id }, index) => ({
        id: 3_432_000 + index,
        user_id: Number(id),
        authenticated_at: ago(1),
        last_seen_at: ago(0),
      })),
    tokens: [
      {
        id: 7001,
        client_id: 41,
        user_id: Number(accounts.at(-1)?.id ?? 1),
        scopes: ['tickets:read', 'users:read'],
        created_at: ago(20),
        expires_at: ago(-10),
        token: 'a1b2c3d4e5',
      },
    ],
    installations: [
      {
        id: 8001,
        app_id: 501,
        product: 'support',
        settings: { name: 'Time Tracking', title: 'Time Tracking' },
        enabled: true,
        created_at: ago(300),
        updated_at: ago(30),
      },
    ],
  }
}
