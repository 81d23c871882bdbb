import {
  createServiceNow,
  person,
  sysId,
  type CheckFixture,
  type Fixtures,
  type ServiceNowSettings,
} from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as ServiceNowSettings
const login = (name: string, more: object = {}) => person(`${name}@acme.example`, { id: name, login: name, ...more })
const CALENDAR = sysId('oauth_entity', 'Calendar Sync')
const BEN_ID = sysId('sys_user', 'ben')
const created = (time: number) => new Date(time).toISOString().slice(0, 19).replace('T', ' ')

/** Fails with this value of a property; null takes it out of the table. */
const property = (name: string, value: string | null): CheckFixture => ({
  fail: vendor => {
    if (value === null) delete settings(vendor).properties[name]
    else settings(vendor).properties[name] = value
  },
})
const plugin = (id: string): CheckFixture => ({
  fail: vendor =>
    settings(vendor).plugins.forEach(one => {
      if (one.id === id) one.active = 'inactive'
    }),
})

/** What the contract kit needs to know of ServiceNow. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) => {
    const vendor = createServiceNow({
      instance: 'acme',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        login('ada', { isAdmin: true, groups: ['Service Desk', 'Platform'] }),
        login('ben', { mfa: false, groups: ['Service Desk'] }),
        login('eve', { status: 'DEPROVISIONED' }),
        login('fay', { status: 'SUSPENDED' }),
        login('sync', { groups: ['Platform'] }),
      ],
      settings: { programs: ['sync'], roles: [{ user: 'ben', role: 'itil', inherited: false }] },
    })
    settings(vendor).tokens.forEach(token => (token.user = 'ben'))
    return vendor
  },
  streams: {
    audit: {
      marker: 'documentkey',
      partition: 'sys_audit',
      row: (index, time) => ({
        sys_id: sysId('audit', index),
        tablename: index % 3 === 0 ? 'sys_properties' : 'incident',
        fieldname: index % 3 === 0 ? 'value' : 'state',
        documentkey: sysId('record', index),
        user: 'ada',
        oldvalue: '1',
        newvalue: '2',
        reason: '',
        record_checkpoint: '4',
        internal_checkpoint: '',
        sys_created_on: created(time),
        sys_created_by: 'ada',
      }),
    },
    'sign-ins': {
      marker: 'instance',
      partition: 'sysevent',
      row: (index, time) => ({
        sys_id: sysId('event', index),
        name: index % 5 === 0 ? 'login.failed' : 'login',
        parm1: 'ben',
        parm2: '81.2.69.142',
        instance: sysId('session', index),
        table: '',
        state: 'processed',
        user_id: '',
        user_name: 'guest',
        sys_created_on: created(time),
        sys_created_by: 'guest',
      }),
    },
    transactions: {
      marker: 'session',
      partition: 'syslog_transaction',
      row: (index, time) => ({
        sys_id: sysId('transaction', index),
        sys_created_on: created(time),
        sys_created_by: 'ben',
        type: 'List',
        url: index % 4 === 0 ? '/incident_list.do?CSV&sysparm_query=active%3Dtrue' : '/incident_list.do',
        remote_ip: '81.2.69.142',
        session: sysId('session', index),
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
        response_time: '120',
        response_status: '200',
      }),
    },
  },
  // All three are read by one make of query; this one has a condition beside.
  troubled: ['sign-ins'],
  samples: [
    {
      stream: 'sign-ins',
      row: {
        sys_id: sysId('event', 'a'),
        name: 'impersonation.start',
        parm1: 'ben',
        parm2: '',
        user_name: 'ada',
        sys_created_on: '2026-03-01 10:00:00',
        sys_created_by: 'ada',
      },
      activities: [
        {
          actor: { id: 'ada', kind: 'user' },
          targets: [{ kind: 'user', id: 'ben' }],
          isAdmin: true,
          isImpersonated: true,
        },
      ],
    },
  ],
  accounts: [
    { externalId: 'ada', status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true, mfaEnabled: true },
    { externalId: 'ben', status: 'ACTIVE', isService: false, mfaEnabled: false },
    { externalId: 'eve', status: 'DELETED' },
    { externalId: 'fay', status: 'SUSPENDED' },
    { externalId: 'sync', isService: true },
  ],
  things: [
    { externalId: sysId('sys_user_group', 'Service Desk'), name: 'Service Desk' },
    {
      externalId: sysId('sys_public', 'login'),
      kind: 'SITE',
      name: '/login.do',
      access: [{ to: 'anyone', role: 'READ' }],
    },
    { externalId: `${CALENDAR}:${BEN_ID}`, clientName: 'Calendar Sync', clientId: 'a0b1c2d3e4f5', account: 'ben' },
  ],
  checks: {
    'mfa-enabled': property('glide.authenticate.multifactor', 'false'),
    'mfa-criteria': { fail: vendor => settings(vendor).mfaCriteria.forEach(one => (one.active = 'false')) },
    'admins-mfa': { fail: vendor => vendor.accounts.forEach(account => (account.mfa = false)) },
    'admin-count': {
      fail: vendor => {
        for (let index = 0; index < 10; index += 1) vendor.accounts.push(login(`more${index}`, { isAdmin: true }))
      },
    },
    'idle-admins': {
      fail: vendor => {
        vendor.accounts.push(login('kim', { isAdmin: true }))
        settings(vendor).idle.push('kim')
      },
    },
    'integration-admins': {
      fail: vendor => void settings(vendor).roles.push({ user: 'sync', role: 'security_admin', inherited: false }),
    },
    'password-policy': property('glide.enable.password_policy', null),
    'password-grant': property('glide.oauth.inbound.ropc.grant_type.disabled', 'false'),
    'single-sign-on': { fail: vendor => settings(vendor).identityProviders.forEach(one => (one.active = 'false')) },
    'default-deny': property('glide.sm.default_mode', 'allow'),
    'public-pages': {
      fail: vendor =>
        void settings(vendor).publicPages.push({
          sys_id: sysId('sys_public', 'kb_all'),
          page: 'kb_all',
          active: 'true',
        }),
    },
    'rules-with-roles': { fail: vendor => void (settings(vendor).aclRoles = settings(vendor).aclRoles.slice(1)) },
    'exports-need-sign-in': property('glide.basicauth.required.csv', 'false'),
    'soap-needs-sign-in': property('glide.basicauth.required.soap', null),
    'api-needs-sign-in': property('glide.basicauth.required.api', null),
    'processors-need-sign-in': property('glide.basicauth.required.scriptedprocessor', 'false'),
    'soap-strict': property('glide.soap.strict_security', 'false'),
    'client-records': property('glide.script.secure.ajaxgliderecord', 'false'),
    'script-sandbox': property('glide.script.use.sandbox', 'false'),
    'ajax-evaluate': property('glide.script.allow.ajaxevaluate', 'true'),
    'csrf-token': property('glide.security.use_csrf_token', 'false'),
    escaping: property('glide.ui.escape_text', null),
    'code-tags': property('glide.ui.security.codetag.allow_script', null),
    'html-sanitised': property('glide.html.sanitize_all_fields', 'false'),
    'external-content': property('glide.ui.url.external.content', 'true'),
    'session-messages': property('glide.sandbox.usersession.allow_unsanitized_messages', null),
    'frame-options': property('glide.set_x_frame_options', null),
    'uploads-checked': property('com.glide.snap.enable_scan', 'false'),
    'legacy-jquery': property('glide.jquery.legacy', null),
    'session-timeout': property('glide.ui.session_timeout', '480'),
    'guest-timeout': property('glide.guest.session_timeout', null),
    'session-cookies': property('glide.cookies.http_only', 'false'),
    'token-lifespan': {
      fail: vendor => settings(vendor).clients.forEach(one => (one.refresh_token_lifespan = '31536000')),
    },
    'address-rules': { fail: vendor => settings(vendor).addressRules.forEach(one => (one.active = 'false')) },
    'certificates-checked': property('com.glide.communications.httpclient.ocsp_allow_network_error', null),
    'impersonation-logged': property('glide.audit.track_impersonation', null),
    'debugging-off': property('glide.security.debug', 'true'),
    'clone-target': property('glide.db.clone.allow_clone_target', 'true'),
    'high-security-plugin': plugin('com.glide.high_security'),
    'explicit-roles-plugin': plugin('com.glide.explicit_roles'),
  },
  actions: {
    'lock-out-user': { target: { externalId: 'ben' } },
    'deactivate-user': { target: { externalId: 'ben' } },
    'end-sessions': {
      target: { externalId: 'ben' },
      before: vendor =>
        void settings(vendor).sessions.push({ sys_id: sysId('v_user_session', 'ben'), user: 'ben', active: 'true' }),
    },
    'remove-role': { target: { externalId: 'ada' }, parameters: { role: 'admin' } },
    'remove-from-group': { target: { externalId: 'ben' }, parameters: { group: 'Service Desk' } },
    'rotate-oauth-token': { target: { externalId: `${CALENDAR}:${BEN_ID}`, clientId: 'a0b1c2d3e4f5' } },
    'set-hardening-property': {
      target: { externalId: 'app' },
      parameters: { property: 'glide.set_x_frame_options' },
      before: vendor => delete settings(vendor).properties['glide.set_x_frame_options'],
    },
  },
  corpus: {
    carries: {
      actor: raw => raw.user,
      target: 'documentkey',
      // That a row is in sys_audit says that it was done.
      outcome: raw => raw.tablename,
    },
    // Requests that the instance itself sends are another log, which is not read.
    rejected: ({ kind }) => kind === 'servicenow.sys_outbound_http_log',
  },
}
