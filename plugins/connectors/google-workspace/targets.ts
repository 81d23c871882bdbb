import type { TargetDraft } from '@casbah/sdk'
import type { ActivityRow } from './activity-row.ts'
import type { valuesOf } from './parameters.ts'

type Values = ReturnType<typeof valuesOf>

/** Where a target's id, name and e-mail addresses stand among the parameters; a kind may come several times. */
interface Source {
  kind: string
  id?: string
  name?: string
  email?: string
}

const ADMIN: Source[] = [
  { kind: 'user', email: 'USER_EMAIL' },
  { kind: 'group', email: 'GROUP_EMAIL' },
  { kind: 'role', id: 'ROLE_ID', name: 'ROLE_NAME' },
  { kind: 'app', id: 'APPLICATION_ID', name: 'APPLICATION_NAME' },
  { kind: 'app', id: 'API_CLIENT_NAME', name: 'API_CLIENT_NAME' },
  { kind: 'app', id: 'APP_ID', name: 'OAUTH2_APP_NAME' },
  { kind: 'app', id: 'MOBILE_APP_PACKAGE_ID' },
  { kind: 'device', id: 'DEVICE_SERIAL_NUMBER', name: 'DEVICE_TYPE' },
  { kind: 'device', id: 'RESOURCE_ID' },
  { kind: 'domain', name: 'DOMAIN_NAME' },
  { kind: 'org_unit', name: 'ORG_UNIT_NAME' },
  { kind: 'setting', name: 'SETTING_NAME' },
  { kind: 'alert', name: 'ALERT_NAME' },
  { kind: 'privilege', name: 'PRIVILEGE_NAME' },
  { kind: 'export', id: 'OBFUSCATED_CUSTOMER_TAKEOUT_REQUEST_ID' },
]

const SOURCES: Record<string, Source[]> = {
  admin: ADMIN,
  login: [
    { kind: 'user', email: 'affected_email_address' },
    { kind: 'mailbox', email: 'email_forwarding_destination_address' },
  ],
  user_accounts: [{ kind: 'mailbox', email: 'email_forwarding_destination_address' }],
  drive: [
    { kind: 'file', id: 'doc_id', name: 'doc_title' },
    { kind: 'shared_drive', id: 'shared_drive_id' },
    { kind: 'user', email: 'target_user' },
    { kind: 'user', email: 'target' },
    { kind: 'user', email: 'new_owner' },
    { kind: 'domain', name: 'target_domain' },
    { kind: 'folder', id: 'destination_folder_id', name: 'destination_folder_title' },
    { kind: 'app', id: 'originating_app_id' },
  ],
  token: [{ kind: 'app', id: 'client_id', name: 'app_name' }],
  groups_enterprise: [
    { kind: 'group', email: 'group_id' },
    { kind: 'user', email: 'member_id' },
  ],
  saml: [{ kind: 'app', name: 'application_name' }],
  mobile: [
    { kind: 'device', id: 'DEVICE_ID', name: 'DEVICE_MODEL' },
    { kind: 'user', email: 'USER_EMAIL' },
    { kind: 'app', id: 'APK_SHA256_HASH', name: 'APPLICATION_ID' },
  ],
  rules: [
    { kind: 'rule', id: 'rule_resource_name', name: 'rule_name' },
    { kind: 'resource', id: 'resource_id', name: 'resource_title' },
    { kind: 'user', email: 'resource_owner_email' },
  ],
  chrome: [
    { kind: 'device', id: 'DEVICE_ID', name: 'DEVICE_NAME' },
    { kind: 'user', name: 'DEVICE_USER' },
    { kind: 'file', id: 'CONTENT_HASH', name: 'CONTENT_NAME' },
    { kind: 'url', name: 'URL' },
    { kind: 'app', id: 'APP_ID', name: 'APP_NAME' },
  ],
  calendar: [
    { kind: 'calendar', id: 'calendar_id' },
    { kind: 'event', id: 'event_id', name: 'event_title' },
    { kind: 'user', email: 'grantee_email' },
    { kind: 'user', email: 'event_guest' },
    { kind: 'user', email: 'recipient_email' },
  ],
  chat: [
    { kind: 'channel', id: 'room_id', name: 'room_name' },
    { kind: 'message', id: 'message_id' },
    { kind: 'file', id: 'attachment_hash', name: 'attachment_name' },
    { kind: 'user', email: 'target_users' },
  ],
  meet: [
    { kind: 'meeting', id: 'conference_id', name: 'meeting_code' },
    { kind: 'user', email: 'target_email' },
  ],
  gcp: [{ kind: 'user', email: 'USER_EMAIL' }],
  context_aware_access: [
    { kind: 'app', name: 'CAA_ACCESS_APPLICATION' },
    { kind: 'device', id: 'CAA_DEVICE_ID' },
  ],
  vault: [
    { kind: 'matter', id: 'matter_id' },
    { kind: 'resource', name: 'resource_name' },
    { kind: 'user', email: 'target_user' },
  ],
  gmail: [
    { kind: 'message', id: 'message_info.rfc2822_message_id', name: 'message_info.subject' },
    { kind: 'mailbox', email: 'message_info.flattened_destinations' },
  ],
}

const FOLDER = 'folder'

/** What an event was done to, by the parameters of its application; what the item itself calls its resources comes last. */
export function targetsOf(
  application: string,
  values: Values,
  resources: NonNullable<ActivityRow['resourceDetails']>,
): TargetDraft[] {
  const targets = (SOURCES[application] ?? ADMIN).flatMap(({ kind, id, name, email }): TargetDraft[] => {
    const shown = kind === 'file' && values.text('doc_type') === FOLDER ? FOLDER : kind
    if (email) return values.all(email).flatMap(one => emailTarget(shown, one))
    const target = { kind: shown, id: id && values.text(id), name: name && values.text(name) }
    return target.id || target.name ? [target] : []
  })
  const taken = new Set(targets.map(({ id }) => id))
  const more = resources.flatMap(({ id, title, type }): TargetDraft[] =>
    id && !taken.has(id) ? [{ kind: type?.toLowerCase() || 'resource', id, name: title ?? undefined }] : [],
  )
  return [...targets, ...more]
}

/** Where an address is expected stand also names ("all", public principals, ids); destinations of mail come with the route before them. */
function emailTarget(kind: string, value: string): TargetDraft[] {
  return value
    .split(',')
    .map(part => part.replace(/^.*::/, '').trim())
    .filter(Boolean)
    .map(part => (/^[^\s@]+@[^\s@]+$/.test(part) ? { kind, email: part } : { kind, name: part }))
}
