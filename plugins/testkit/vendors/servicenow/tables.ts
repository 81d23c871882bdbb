import type { VendorAccount } from '../../replay/vendor.ts'
import { dateTime } from './date-time.ts'
import type { EncodedQuery, ServiceNowRow } from './encoded-query.ts'
import type { LogTable } from './log.ts'
import type { HeldRole, ServiceNowSettings } from './settings.ts'
import { sysId } from './sys-id.ts'

const DAY = 86_400_000

/** One instance. */
export interface Instance {
  accounts: VendorAccount[]
  settings: ServiceNowSettings
  logs: Record<'sys_audit' | 'sysevent' | 'syslog_transaction', LogTable>
  now: () => number
}

export interface Table {
  /** Fields that a query may name; what they refer to with a dot. */
  fields: Set<string>
  /** Those of them that refer to a row of another table. */
  references: Record<string, string>
  rows: (instance: Instance, query: EncodedQuery) => ServiceNowRow[]
}

const table = (fields: string, rows: Table['rows'], references: Table['references'] = {}): Table => ({
  fields: new Set(`sys_id ${fields}`.split(' ')),
  references,
  rows,
})

export const userId = (userName: string) => sysId('sys_user', userName)
export const groupId = (name: string) => sysId('sys_user_group', name)
export const roleId = (name: string) => sysId('sys_user_role', name)
export const propertyId = (name: string) => sysId('sys_properties', name)

/** Which roles somebody holds. */
export function rolesOf({ accounts, settings }: Pick<Instance, 'accounts' | 'settings'>): HeldRole[] {
  const admins = accounts.filter(({ isAdmin }) => isAdmin)
  return [...admins.map(({ login }) => ({ user: login, role: 'admin', inherited: false })), ...settings.roles]
}
export const heldRoleId = ({ user, role, inherited }: HeldRole) =>
  sysId('sys_user_has_role', user, role, String(inherited))
export const memberId = (user: string, group: string) => sysId('sys_user_grmember', user, group)

/** Tables of the instance that are read or changed through its API. */
export const TABLES: Record<string, Table> = {
  sys_audit: table(
    'tablename fieldname documentkey user oldvalue newvalue reason record_checkpoint internal_checkpoint sys_created_on sys_created_by',
    ({ logs }, query) => logs.sys_audit.between(query),
  ),
  sysevent: table(
    'name parm1 parm2 instance table state user_id user_name claimed_by process_on processed sys_created_on sys_created_by',
    ({ logs }, query) => logs.sysevent.between(query),
  ),
  syslog_transaction: table(
    'sys_created_on sys_created_by type url remote_ip session user_agent response_time response_status server_node_name additional_info protocol',
    ({ logs }, query) => logs.syslog_transaction.between(query),
  ),
  sys_user: table(
    'user_name email name active locked_out last_login_time failed_attempts web_service_access_only internal_integration_user source enable_multifactor_authn password_needs_reset identity_type sys_class_name sys_created_on',
    instance => instance.accounts.map(account => userRow(instance, account)),
  ),
  sys_user_has_role: table(
    'user role state inherited user.user_name user.active user.last_login_time user.web_service_access_only user.enable_multifactor_authn user.source role.name',
    heldRoles,
    { user: 'sys_user', role: 'sys_user_role' },
  ),
  sys_user_group: table('name email active', ({ accounts }) =>
    [...new Set(accounts.flatMap(({ groups }) => groups))].map(name => ({
      sys_id: groupId(name),
      name,
      email: '',
      active: 'true',
    })),
  ),
  sys_user_grmember: table(
    'user group user.user_name group.name',
    ({ accounts }) =>
      accounts.flatMap(({ login, groups }) =>
        groups.map(name => ({
          sys_id: memberId(login, name),
          user: userId(login),
          group: groupId(name),
          'user.user_name': login,
          'group.name': name,
        })),
      ),
    { user: 'sys_user', group: 'sys_user_group' },
  ),
  sys_properties: table('name value type description is_private', ({ settings }) =>
    Object.entries(settings.properties).map(([name, value]) => ({
      sys_id: propertyId(name),
      name,
      value,
      type: 'string',
      is_private: 'false',
    })),
  ),
  oauth_entity: table(
    'name type client_id active access_token_lifespan refresh_token_lifespan redirect_url',
    ({ settings }) => settings.clients,
  ),
  oauth_credential: table(
    'type user peer expires token_received sys_created_on user.user_name peer.name peer.client_id',
    ({ settings }) =>
      settings.tokens.map(({ user, peer, ...token }) => {
        const client = settings.clients.find(({ sys_id }) => sys_id === peer)
        const names = {
          'user.user_name': user,
          'peer.name': client?.name ?? '',
          'peer.client_id': client?.client_id ?? '',
        }
        return { ...token, user: userId(user), peer, ...names }
      }),
    { user: 'sys_user', peer: 'oauth_entity' },
  ),
  sys_public: table('page active', ({ settings }) => settings.publicPages),
  sys_security_acl: table('name operation type active script condition', ({ settings }) => settings.acls),
  sys_security_acl_role: table(
    'sys_security_acl sys_user_role sys_security_acl.active sys_security_acl.type sys_security_acl.script sys_security_acl.condition',
    ({ settings }) =>
      settings.aclRoles.map(({ acl, role }) => {
        const {
          active = '',
          type = '',
          script = '',
          condition = '',
        } = settings.acls.find(({ sys_id }) => sys_id === acl) ?? {}
        return {
          sys_id: sysId('sys_security_acl_role', acl, role),
          sys_security_acl: acl,
          sys_user_role: roleId(role),
          'sys_security_acl.active': active,
          'sys_security_acl.type': type,
          'sys_security_acl.script': script,
          'sys_security_acl.condition': condition,
        }
      }),
    { sys_security_acl: 'sys_security_acl', sys_user_role: 'sys_user_role' },
  ),
  v_plugin: table('id active', ({ settings }) => settings.plugins),
  ip_access: table('type range_start range_end active description', ({ settings }) => settings.addressRules),
  multi_factor_criteria: table('name active order type', ({ settings }) => settings.mfaCriteria),
  saml2_update1_properties: table(
    'name active default auto_redirect_idp issuer',
    ({ settings }) => settings.identityProviders,
  ),
  v_user_session: table('user name last_accessed active locked ip', ({ settings }) => settings.sessions),
}

function userRow({ settings, now }: Instance, account: VendorAccount): ServiceNowRow {
  const { login, email, name, status, mfa } = account
  const isProgram = String(settings.programs.includes(login))
  return {
    sys_id: userId(login),
    user_name: login,
    email,
    name,
    active: String(status !== 'DEPROVISIONED'),
    locked_out: String(status === 'SUSPENDED'),
    last_login_time: dateTime(now() - (settings.idle.includes(login) ? 200 : 1) * DAY),
    failed_attempts: '0',
    web_service_access_only: isProgram,
    internal_integration_user: 'false',
    source: '',
    enable_multifactor_authn: String(mfa),
    password_needs_reset: 'false',
    identity_type: 'human',
    sys_class_name: 'sys_user',
    sys_created_on: dateTime(now() - 400 * DAY),
  }
}

function heldRoles(instance: Instance): ServiceNowRow[] {
  return rolesOf(instance).map(held => {
    const account = instance.accounts.find(({ login }) => login === held.user)
    const user = account ? userRow(instance, account) : {}
    const fields = [
      'active',
      'last_login_time',
      'web_service_access_only',
      'enable_multifactor_authn',
      'source',
    ] as const
    return {
      sys_id: heldRoleId(held),
      user: userId(held.user),
      role: roleId(held.role),
      state: 'active',
      inherited: String(held.inherited),
      'user.user_name': held.user,
      'role.name': held.role,
      ...Object.fromEntries(fields.map(field => [`user.${field}`, (user as ServiceNowRow)[field] ?? ''])),
    }
  })
}
