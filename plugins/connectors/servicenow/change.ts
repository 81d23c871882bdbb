import { translate, type ActivityDraft, type TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { actorOf } from './actor.ts'
import { vocabulary } from './vocabulary.ts'

const text = z.string().nullish()

/** The columns of sys_audit that are read: one field of one record that changed. */
export const change = z.looseObject({
  sys_id: z.string().min(1),
  tablename: z.string().min(1),
  fieldname: z.string().min(1),
  documentkey: text,
  user: text,
  newvalue: text,
  record_checkpoint: text,
  sys_created_on: z.string().min(1),
})
export type Change = z.infer<typeof change>

/** The field of a new record that stands for the record: a new one has a row for each of its fields. */
const NAMED_BY: Record<string, string> = {
  sys_user: 'user_name',
  sys_user_has_role: 'role',
  sys_user_grmember: 'group',
  sys_group_has_role: 'role',
  ip_access: 'type',
}
/** What records of these tables are in targets; others are records. */
const KINDS: Record<string, string> = {
  sys_user: 'user',
  sys_user_group: 'group',
  sys_user_role: 'role',
  oauth_entity: 'app',
}
/** Fields whose new value is the key of what the record is about. */
const REFERENCES: Record<string, string> = { role: 'role', group: 'group', user: 'user' }
/** What a person changes of the own record. */
const OWN = /^(sys_user\.(user_password|last_login|failed_attempts|password_needs_reset)|sys_audit:)/

/** One change. Values are looked at, and never shown: they may be passwords, or what people wrote. */
export function changeActivity(row: Change): ActivityDraft {
  const vendorAction = deedOf(row)
  const actor = actorOf(row.user)
  return {
    vendorAction,
    actor,
    targets: targetsOf(row),
    // What is in the table has been done.
    outcome: 'SUCCESS',
    isAdmin: actor?.kind === 'user' && !OWN.test(vendorAction),
  }
}

function deedOf({ tablename, fieldname, newvalue, record_checkpoint }: Change): string {
  const isNew = record_checkpoint === '0' && fieldname === (translate(NAMED_BY, tablename) ?? 'name')
  const verb = fieldname === 'DELETED' ? 'DELETED' : isNew ? 'INSERTED' : 'UPDATED'
  const field = `${tablename}.${fieldname}`
  const names = isNew ? [] : [`${field}=${newvalue === '1' ? 'true' : newvalue === '0' ? 'false' : newvalue}`, field]
  return [...names, `${tablename}:${verb}`].find(name => Object.hasOwn(vocabulary, name)) ?? `sys_audit:${verb}`
}

function targetsOf({ tablename, fieldname, documentkey, newvalue }: Change): TargetDraft[] {
  const kind = translate(REFERENCES, fieldname)
  const about = { kind: translate(KINDS, tablename) ?? 'record', id: documentkey, name: `${tablename}.${fieldname}` }
  return kind && newvalue && /^[0-9a-f]{32}$/.test(newvalue) ? [about, { kind, id: newvalue }] : [about]
}
