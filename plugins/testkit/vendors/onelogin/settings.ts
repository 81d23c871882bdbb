import type { VendorAccount } from '../../replay/vendor.ts'

/** A registered second factor of a user. */
export interface OneLoginDevice {
  id: number
  name: string
  /** Such as `OneLogin Protect`. */
  factor: string
  active: boolean
}

export interface OneLoginRole {
  id: number
  name: string
  /** Ids of users. */
  users: number[]
  admins: number[]
  apps: number[]
}

export interface OneLoginPrivilege {
  /** UUID. */
  id: string
  name: string
  actions: string[]
  users: number[]
}

/** What an emulated account is set up with, in the vendor's words. */
export interface OneLoginSettings {
  policies: ({ id: number; name: string; kind: 'user' | 'app' } & Record<string, unknown>)[]
  apps: ({ id: number; name: string; policy_id: number | null } & Record<string, unknown>)[]
  hooks: Record<string, unknown>[]
  roles: OneLoginRole[]
  privileges: OneLoginPrivilege[]
  /** By id of the user. */
  devices: Record<string, OneLoginDevice[]>
  /** Statuses beyond active and suspended, by id of the user. */
  statuses: Record<string, number>
  /** By id of the user; an hour ago for all others. */
  lastLogins: Record<string, string | null>
}

/** A well kept account. */
export function defaultOneLoginSettings(accounts: VendorAccount[]): OneLoginSettings {
  const idsOf = (people: VendorAccount[]) => people.map(({ id }) => Number(id))
  const groups = [...new Set(accounts.flatMap(account => account.groups))]
  return {
    policies: [userPolicy(101, 'Default policy'), userPolicy(102, 'Engineering'), adminArea],
    apps: [
      { id: 301, name: 'Payroll', connector_id: 50_001, auth_method: 2, policy_id: 201, visible: true },
      { id: 302, name: 'Wiki', connector_id: 50_002, auth_method: 2, policy_id: 201, visible: true },
    ],
    hooks: [
      { id: 'c0ffee00-0000-4000-8000-000000000001', type: 'pre-authentication', disabled: false, status: 'ready' },
    ],
    roles: groups.map((name, index) => ({
      id: 401 + index,
      name,
      users: idsOf(accounts.filter(account => account.groups.includes(name))),
      admins: [],
      apps: [301],
    })),
    privileges: [
      {
        id: 'a11ce000-0000-4000-8000-000000000001',
        name: 'Super user',
        actions: ['*'],
        users: idsOf(accounts.filter(({ isAdmin }) => isAdmin)),
      },
      { id: 'a11ce000-0000-4000-8000-000000000002', name: 'Help desk', actions: ['users:Unlock'], users: [] },
    ],
    devices: Object.fromEntries(
      accounts
        .filter(({ mfa }) => mfa)
        .map(({ id }) => [
          id,
          [{ id: 7_000_000 + Number(id), name: 'Phone', factor: 'OneLogin Protect', active: true }],
        ]),
    ),
    statuses: {},
    lastLogins: {},
  }
}

const adminArea = {
  id: 201,
  name: 'Admin area',
  kind: 'app' as const,
  otp_auth_enabled: true,
  force_authn: true,
  ip_addr_restriction: '203.0.113.0/24',
}

const userPolicy = (id: number, name: string) => ({
  id,
  name,
  kind: 'user' as const,
  is_default: id === 101,
  ip_addr_restriction: '',
  otp_auth_enabled: true,
  mfa_registration_enabled: true,
  voluntary_mfa_registration_enabled: false,
  enable_number_match: true,
  otp_security_token_expiration_days: 14,
  secure_admin: true,
  admin_policy_id: 201,
  secure_area_otp_timeout_minutes: 15,
  minimum_password_length: 16,
  password_complexity_requirements: 3,
  passwords_remembered: 5,
  enforce_compromised_credentials_check: true,
  enforce_account_password_blacklist: true,
  enable_sms_password_reset: false,
  enable_question_password_reset: false,
  maximum_invalid_login_attempts: 5,
  lock_effective_minutes: 30,
  session_timeout_by_inactivity_value: 1,
  session_timeout_by_inactivity_unit: 1,
  persistent_session_enabled: false,
  enable_smart_access: true,
  smart_access_risk_threshold: 50,
  social_sign_in: false,
})
