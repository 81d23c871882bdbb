import { dateTime } from './date-time.ts'
import type { ServiceNowRow } from './encoded-query.ts'
import { sysId } from './sys-id.ts'

/** A role that somebody holds beside what `isAdmin` says. */
export interface HeldRole {
  /** User name. */
  user: string
  role: string
  inherited: boolean
}

/** What an administrator sets in an instance. */
export interface ServiceNowSettings {
  properties: Record<string, string>
  roles: HeldRole[]
  /** User names of programs, which sign in to web services only. */
  programs: string[]
  /** User names of those who have not signed in for long. */
  idle: string[]
  publicPages: ServiceNowRow[]
  acls: ServiceNowRow[]
  /** Which roles access rules ask for. */
  aclRoles: { acl: string; role: string }[]
  plugins: ServiceNowRow[]
  addressRules: ServiceNowRow[]
  mfaCriteria: ServiceNowRow[]
  identityProviders: ServiceNowRow[]
  clients: ServiceNowRow[]
  /** `user` is a user name here; what they are of is `peer`, the key of a client. */
  tokens: { sys_id: string; user: string; peer: string; type: string; sys_created_on: string }[]
  sessions: ServiceNowRow[]
  /** Keys of rows that a rule hides from Casbah’s user. */
  hiddenRows: Set<string>
  /** `table.field` of fields that a rule hides. */
  hiddenFields: Set<string>
  /** Tables that web services may not read. */
  closedTables: Set<string>
  /** Asks users of basic authentication for a second factor. */
  asksBasicForMfa: boolean
}

const ON = [
  'com.glide.communications.httpclient.verify_revoked_certificate',
  'com.glide.snap.enable_scan',
  'glide.audit.track_impersonation',
  'glide.authenticate.multifactor',
  'glide.basicauth.required.api',
  'glide.basicauth.required.csv',
  'glide.basicauth.required.excel',
  'glide.basicauth.required.importprocessor',
  'glide.basicauth.required.jsonv2',
  'glide.basicauth.required.pdf',
  'glide.basicauth.required.rss',
  'glide.basicauth.required.schema',
  'glide.basicauth.required.scriptedprocessor',
  'glide.basicauth.required.soap',
  'glide.basicauth.required.unl',
  'glide.basicauth.required.wsdl',
  'glide.basicauth.required.xml',
  'glide.enable.password_policy',
  'glide.html.sanitize_all_fields',
  'glide.oauth.inbound.ropc.grant_type.disabled',
  'glide.script.use.sandbox',
  'glide.security.file.mime_type.validation',
  'glide.security.use_csrf_token',
  'glide.set_x_frame_options',
  'glide.sys.log_impersonation',
  'glide.ui.escape_all_script',
  'glide.ui.escape_text',
  'glide.ui.rotate_sessions',
  'glide.ui.secure_cookies',
]
const OFF = [
  'com.glide.communications.httpclient.ocsp_allow_network_error',
  'glide.db.clone.allow_clone_target',
  'glide.jquery.legacy',
  'glide.sandbox.usersession.allow_unsanitized_messages',
  'glide.script.allow.ajaxevaluate',
  'glide.security.debug',
  'glide.ui.security.allow_codetag',
  'glide.ui.security.codetag.allow_script',
]
/** Not about security; a query for the others must not give them. */
const OTHERS = { 'glide.product.name': 'ServiceNow', instance_name: 'acme' }

/** A well kept instance. Some properties are not there, and so as they come. */
export function defaultServiceNowSettings(now: number): ServiceNowSettings {
  const row = (table: string, name: string, more: ServiceNowRow): ServiceNowRow => ({
    sys_id: sysId(table, name),
    ...more,
  })
  const acl = (name: string, operation: string, more: ServiceNowRow) => ({
    ...row('sys_security_acl', `${name} ${operation}`, { name, operation, type: 'record', active: 'true' }),
    script: '',
    condition: '',
    ...more,
  })
  const created = dateTime(now - 90 * 86_400_000)
  const peer = sysId('oauth_entity', 'Calendar Sync')
  return {
    properties: {
      ...Object.fromEntries(ON.map(name => [name, 'true'])),
      ...Object.fromEntries(OFF.map(name => [name, 'false'])),
      'glide.guest.session_timeout': '30',
      'glide.sm.default_mode': 'deny',
      'glide.ui.session_timeout': '30',
      ...OTHERS,
    },
    roles: [],
    programs: [],
    idle: [],
    publicPages: ['login', 'logout_success', 'session_timeout'].map(page =>
      row('sys_public', page, { page, active: 'true' }),
    ),
    acls: [
      acl('incident', 'read', {}),
      acl('kb_knowledge', 'read', {}),
      acl('sys_user', 'write', { script: 'answer = gs.hasRole("user_admin")' }),
      acl('sc_request', 'read', { active: 'false' }),
    ],
    aclRoles: [
      { acl: sysId('sys_security_acl', 'incident read'), role: 'itil' },
      { acl: sysId('sys_security_acl', 'kb_knowledge read'), role: 'knowledge' },
      { acl: sysId('sys_security_acl', 'sys_user write'), role: 'user_admin' },
    ],
    plugins: ['com.glide.high_security', 'com.glide.explicit_roles', 'com.snc.incident'].map(id =>
      row('v_plugin', id, { id, active: 'active' }),
    ),
    addressRules: [
      row('ip_access', 'office', {
        type: 'Allow',
        range_start: '81.2.69.0',
        range_end: '81.2.69.255',
        active: 'true',
        description: 'Office',
      }),
      row('ip_access', 'all', {
        type: 'Deny',
        range_start: '0.0.0.0',
        range_end: '255.255.255.255',
        active: 'true',
        description: 'All others',
      }),
    ],
    mfaCriteria: [
      row('multi_factor_criteria', 'role', {
        name: 'Role based multi-factor authentication',
        active: 'true',
        order: '100',
        type: 'role',
      }),
      row('multi_factor_criteria', 'user', {
        name: 'User specified multi-factor authentication',
        active: 'false',
        order: '200',
        type: 'user',
      }),
    ],
    identityProviders: [
      row('saml2_update1_properties', 'okta', {
        name: 'https://acme.okta.example/saml',
        active: 'true',
        default: 'true',
        auto_redirect_idp: 'true',
        issuer: 'https://acme.service-now.com',
      }),
    ],
    clients: [
      row('oauth_entity', 'Calendar Sync', {
        name: 'Calendar Sync',
        type: 'client',
        client_id: 'a0b1c2d3e4f5',
        active: 'true',
        access_token_lifespan: '1800',
        refresh_token_lifespan: '8640000',
        redirect_url: 'https://calendar.example/callback',
      }),
    ],
    tokens: [
      { sys_id: sysId('oauth_credential', 'calendar'), user: '', peer, type: 'refresh_token', sys_created_on: created },
    ],
    sessions: [],
    hiddenRows: new Set(),
    hiddenFields: new Set(),
    closedTables: new Set(),
    asksBasicForMfa: false,
  }
}
