import type { ReadSpec } from '@casbah/sdk'
import { HARDENING } from './hardening.ts'
import { ADMINS } from './inventory.ts'
import { listed, pagesBy, table } from './table.ts'

const list = (name: string, fields: string, condition: string, touchedBy: string[] = []): ReadSpec => ({
  request: (_, ask) => listed(name, `sys_id,${fields}`, condition)(ask),
  ...pagesBy('sys_id'),
  scope: `read ${name}`,
  touchedBy,
})

const PROPERTIES = `nameIN${Object.keys(HARDENING).join(',')}`
const property = { scope: 'read sys_properties', touchedBy: ['sys_properties*'] }
/** Who holds which role, and what of its holder the checks judge by. */
const HOLDER =
  'role.name,user.user_name,user.active,user.last_login_time,user.web_service_access_only,user.enable_multifactor_authn,user.source'

/** Access rules to records and addresses, without condition and script; seen from another table with that field before each of their own. */
const bareOf = (field: string) =>
  `${field}active=true^${field}typeINrecord,rest_endpoint^${field}conditionISEMPTY^${field}scriptISEMPTY`

/** Settings that the checks read. */
export const reads = {
  properties: {
    ...property,
    request: () => table('sys_properties', 'name,value', `${PROPERTIES}^ORDERBYname`),
    rows: 'result',
    page: { style: 'none' },
  },
  /** How many of them there are, those included that a row rule hides: what is hidden is not what is absent. */
  propertyCount: {
    ...property,
    request: () => ({ path: '/stats/sys_properties', query: { sysparm_query: PROPERTIES, sysparm_count: true } }),
  },
  admins: list('sys_user_has_role', HOLDER, `role.nameIN${ADMINS.join(',')}^state=active^user.active=true`, [
    'sys_user_has_role*',
    'sys_group_has_role*',
    'sys_user_grmember*',
    'sys_user*',
  ]),
  mfaCriteria: list('multi_factor_criteria', 'name,active,type', '', ['multi_factor_criteria*']),
  addressRules: list('ip_access', 'type,range_start,range_end,active', '', ['ip_access*']),
  identityProviders: list('saml2_update1_properties', 'name,active,default,auto_redirect_idp', '', [
    'saml2_update1_properties*',
  ]),
  oauthClients: list('oauth_entity', 'name,type,active,access_token_lifespan,refresh_token_lifespan', 'active=true', [
    'oauth_entity*',
  ]),
  publicPages: list('sys_public', 'page,active', 'active=true', ['sys_public*']),
  /** Rules in force that ask for nothing but, perhaps, a role; and which of them do. */
  bareRules: list('sys_security_acl', 'name,operation,type,active', bareOf(''), ['sys_security_acl*']),
  ruleRoles: list('sys_security_acl_role', 'sys_security_acl', bareOf('sys_security_acl.'), ['sys_security_acl*']),
  plugins: list('v_plugin', 'id,active', 'idINcom.glide.high_security,com.glide.explicit_roles', ['sys_plugins*']),
} satisfies Record<string, ReadSpec>
