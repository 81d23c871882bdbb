import type { VendorAnswer } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { dateTime } from './date-time.ts'
import { noRecord, servicenowError } from './errors.ts'
import { rowOf } from './select.ts'
import { sysId } from './sys-id.ts'
import { groupId, heldRoleId, memberId, propertyId, roleId, rolesOf, userId, type Instance } from './tables.ts'

const REFUSED = 'ACL Exception Delete Failed due to security constraints'

/** What is changed through the API; each change is in sys_audit, as done by one user. */
export class Changes {
  readonly #instance: Instance
  readonly #by: string
  #count = 0

  constructor(instance: Instance, by: string) {
    this.#instance = instance
    this.#by = by
  }

  /** Null when it was done; the answer then shows the row. */
  patch(table: string, key: string, body: string): VendorAnswer | null {
    const row = rowOf(this.#instance, table, key)
    if (!row) return noRecord()
    const values = Object.entries(jsonIn(body) ?? {}).map(([field, value]) => [field, String(value)] as const)
    for (const [field, value] of values) {
      if (table === 'sys_user') this.#setUser(row.user_name!, field, value)
      else if (table === 'sys_properties' && field === 'value') this.#instance.settings.properties[row.name!] = value
      else return servicenowError(403, 'Operation Failed', 'ACL Exception Update Failed due to security constraints')
      this.#audit(table, key, field, row[field] ?? '', value)
    }
    return null
  }

  remove(table: string, key: string): VendorAnswer {
    const { accounts, settings } = this.#instance
    const row = rowOf(this.#instance, table, key)
    if (!row) return noRecord()
    const account = accounts.find(({ login }) => login === row['user.user_name'])
    if (table === 'sys_user_has_role') {
      // What comes with a group goes with the group.
      if (row.inherited === 'true') return servicenowError(403, 'Operation Failed', REFUSED)
      if (row['role.name'] === 'admin' && account?.isAdmin) account.isAdmin = false
      settings.roles = settings.roles.filter(held => heldRoleId(held) !== key)
    } else if (table === 'sys_user_grmember' && account) {
      account.groups = account.groups.filter(name => memberId(account.login, name) !== key)
    } else if (table === 'oauth_credential') settings.tokens = settings.tokens.filter(({ sys_id }) => sys_id !== key)
    else if (table === 'sys_properties') delete settings.properties[row.name!]
    else return servicenowError(403, 'Operation Failed', REFUSED)
    this.#audit(table, key, 'DELETED', '', 'DELETED')
    return { status: 204 }
  }

  /** The key of the new row, or why there is none. */
  insert(table: string, body: string): string | VendorAnswer {
    const { accounts, settings } = this.#instance
    const values = jsonIn(body) ?? {}
    const text = (field: string) => String(values[field] ?? '')
    const account = accounts.find(({ login }) => userId(login) === values.user)
    if (table === 'sys_user_has_role' && account) {
      const known = ['admin', 'security_admin', 'itil', ...rolesOf(this.#instance).map(({ role }) => role)]
      const role = known.find(name => roleId(name) === values.role)
      if (!role) return servicenowError(400, 'Operation Failed', 'There is no such role')
      if (role === 'admin') account.isAdmin = true
      else settings.roles.push({ user: account.login, role, inherited: false })
      return this.#inserted(table, heldRoleId({ user: account.login, role, inherited: false }), 'role', text('role'))
    }
    if (table === 'sys_user_grmember' && account) {
      const name = this.#groupNames().find(one => groupId(one) === values.group)
      if (!name) return servicenowError(400, 'Operation Failed', 'There is no such group')
      account.groups.push(name)
      return this.#inserted(table, memberId(account.login, name), 'group', text('group'))
    }
    if (table === 'sys_properties' && text('name') !== '') {
      settings.properties[text('name')] = text('value')
      return this.#inserted(table, propertyId(text('name')), 'name', text('name'))
    }
    return servicenowError(403, 'Operation Failed', 'ACL Exception Insert Failed due to security constraints')
  }

  /** Groups stay when their last member leaves. */
  readonly #groups = new Set<string>()
  #groupNames(): string[] {
    for (const { groups } of this.#instance.accounts) for (const name of groups) this.#groups.add(name)
    return [...this.#groups]
  }

  /** Told before a change, so that a group is known when its last member has left it. */
  remember(): void {
    this.#groupNames()
  }

  #setUser(userName: string, field: string, value: string): void {
    const { accounts, settings } = this.#instance
    const account = accounts.find(({ login }) => login === userName)
    if (!account) return
    if (field === 'active') account.status = value === 'true' ? 'ACTIVE' : 'DEPROVISIONED'
    if (field !== 'locked_out' || account.status === 'DEPROVISIONED') return
    account.status = value === 'true' ? 'SUSPENDED' : 'ACTIVE'
    if (value === 'true') settings.sessions = settings.sessions.filter(({ user }) => user !== userName)
  }

  #inserted(table: string, key: string, field: string, value: string): string {
    this.#audit(table, key, field, '', value, '0')
    return key
  }

  #audit(
    tablename: string,
    documentkey: string,
    fieldname: string,
    oldvalue: string,
    newvalue: string,
    record_checkpoint = '3',
  ): void {
    const { logs, now } = this.#instance
    this.#count += 1
    logs.sys_audit.add({
      sys_id: sysId('sys_audit', now(), this.#count),
      tablename,
      fieldname,
      documentkey,
      user: this.#by,
      oldvalue,
      newvalue,
      reason: '',
      record_checkpoint: fieldname === 'DELETED' ? '-1' : record_checkpoint,
      internal_checkpoint: '',
      sys_created_on: dateTime(now()),
      sys_created_by: this.#by,
    })
  }
}
