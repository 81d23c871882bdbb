import { createOneLogin, person, type Fixtures, type OneLoginSettings } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as OneLoginSettings

/** Sets what user policies say. */
const policies = (change: Record<string, unknown>) => ({
  fail: (vendor: { settings: object }) => {
    for (const policy of settings(vendor).policies) if (policy.kind === 'user') Object.assign(policy, change)
  },
})

const ben = { externalId: '1002', email: 'ben@acme.example' }

/** Names in an event, by the kind of target that they become. */
const TARGETS = {
  user_name: 'user',
  app_name: 'app',
  role_name: 'role',
  group_name: 'group',
  policy_name: 'policy',
  privilege_name: 'privilege',
  otp_device_name: 'mfa_factor',
  authentication_factor_description: 'mfa_method',
}

/** What the contract kit needs to know of OneLogin. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createOneLogin({
      subdomain: 'acme',
      clientId: 'client-of-acme',
      clientSecret: 'secret/of+acme',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person('1001', { login: 'ada', email: 'ada@acme.example', isAdmin: true, groups: ['Engineering'] }),
        person('1002', { login: 'ben', email: 'ben@acme.example', groups: ['Engineering', 'Finance'] }),
        person('1003', { login: 'cyd', email: 'cyd@acme.example', mfa: false, status: 'SUSPENDED' }),
      ],
    }),
  streams: {
    events: {
      marker: 'notes',
      row: (index, time) => ({
        id: 40_000_000_000 + index,
        account_id: 555,
        event_type_id: 5,
        created_at: new Date(time).toISOString(),
        user_id: 1002,
        user_name: 'ben tester',
        actor_user_id: 1002,
        actor_user_name: 'ben tester',
        ipaddr: '203.0.113.7',
        notes: `event-${index}`,
      }),
    },
  },
  accounts: [
    { externalId: '1001', status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true, mfaEnabled: true },
    { externalId: '1002', status: 'ACTIVE', mfaEnabled: true },
    { externalId: '1003', status: 'SUSPENDED', mfaEnabled: false },
  ],
  things: [
    { externalId: '401', name: 'Engineering', members: ['1001', '1002'] },
    { externalId: '402', name: 'Finance', members: ['1002'] },
  ],
  checks: {
    'mfa-required': policies({ otp_auth_enabled: false }),
    'mfa-registration': policies({ voluntary_mfa_registration_enabled: true }),
    'users-mfa': { fail: vendor => void (settings(vendor).devices['1002'] = []) },
    'push-number-match': policies({ enable_number_match: false }),
    'remembered-devices': policies({ otp_security_token_expiration_days: 31 }),
    'admin-step-up': policies({ secure_area_otp_timeout_minutes: 20 }),
    'admin-network': policies({ admin_policy_id: null }),
    'administrator-count': {
      fail: vendor =>
        void (settings(vendor).privileges[0] = { ...settings(vendor).privileges[0]!, users: [1, 2, 3, 4, 5] }),
    },
    'idle-users': { fail: vendor => void (settings(vendor).lastLogins['1002'] = '2025-06-01T08:00:00.000Z') },
    'password-length': policies({ minimum_password_length: 10 }),
    'password-complexity': policies({ password_complexity_requirements: 2 }),
    'password-history': policies({ passwords_remembered: 3 }),
    'breached-passwords': policies({ enforce_compromised_credentials_check: false }),
    'weak-resets-off': policies({ enable_sms_password_reset: true }),
    lockout: policies({ maximum_invalid_login_attempts: 0 }),
    'session-idle': policies({ session_timeout_by_inactivity_value: 0 }),
    'persistent-sessions-off': policies({ persistent_session_enabled: true }),
    'risk-scoring': policies({ enable_smart_access: false }),
    'social-sign-in-off': policies({ social_sign_in: true }),
    'app-policies': { fail: vendor => void (settings(vendor).apps[0]!.policy_id = null) },
    'hooks-healthy': { fail: vendor => void (settings(vendor).hooks[0]!.disabled = true) },
  },
  corpus: {
    carries: {
      actor: raw => raw.actor_user_id ?? raw.actor_user_name,
      target: raw => raw.user_id ?? raw.user_name ?? raw.app_name ?? raw.privilege_name,
      ip: 'ipaddr',
      // The type of an event tells it.
      outcome: 'event_type_id',
    },
    wrong: ({ raw }, [activity]) => [
      ...Object.entries(TARGETS)
        .filter(
          ([field, kind]) => raw[field] && !activity?.targets.some(one => one.kind === kind && one.name === raw[field]),
        )
        .map(([field]) => `${field} is carried and not read.`),
      ...(Boolean(raw.assuming_acting_user_id) !== activity?.isImpersonated && String(raw.event_type_id) !== '3'
        ? ['who stands behind the actor is not read.']
        : []),
    ],
  },
  actions: {
    'lock-user': { target: ben, parameters: { minutes: 60 } },
    'suspend-user': { target: ben },
    'end-sessions': { target: ben },
    'require-password-change': { target: ben },
    'remove-role': { target: ben, parameters: { role: 402 } },
    'remove-mfa-device': { target: ben },
  },
}
