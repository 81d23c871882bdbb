import { emailIn, type TargetDraft } from '@casbah/sdk'
import type { AuditRecord } from './audit-record.ts'
import { known, named } from './values.ts'

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** What a record of the unified audit log was about: its own object, then what the service names besides. */
export function targetsOf(row: AuditRecord): TargetDraft[] {
  const targets = [...(ENTRA.has(row.RecordType ?? -1) ? entraTargets(row) : objectTargets(row)), ...moreTargets(row)]
  const seen = new Set<string>()
  return targets.filter(target => {
    const key = JSON.stringify([target.kind, target.id, target.email, target.name])
    return (target.id ?? target.email ?? target.name) !== undefined && !seen.has(key) && seen.add(key)
  })
}

/** Record types of Entra: changes of the directory, and sign-ins. */
const ENTRA = new Set([8, 9, 15])

/** Entra lists all that it knows the target by: type 0 and 2 what it is, 1 its name, 3 its login, 5 its principal name. */
function entraTargets({ Target, Operation, ObjectId }: AuditRecord): TargetDraft[] {
  const all = (Target ?? []).flatMap(({ ID, Type }) => (known(ID) ? [{ text: known(ID) as string, type: Type }] : []))
  const id = all.find(({ text }) => GUID.test(text))?.text
  const email = emailIn(all.find(({ type }) => type === 5 || type === 3)?.text) ?? emailIn(ObjectId)
  const name = all.find(({ type }) => type === 1)?.text
  if (!id && !email && !name) return ObjectId ? [{ kind: kindOf(Operation), id: known(ObjectId) }] : []
  return [{ kind: kindOf(Operation), id, email, name: email ? undefined : name }]
}

const KINDS: [RegExp, string][] = [
  [/^User(?:LoggedIn|LoginFailed)|oauth|consent|permission|service principal|application|app role/i, 'app'],
  [/member (?:to|from) group|^(?:add|update|delete|restore|hard delete) group|owner (?:to|from) group/i, 'group'],
  [/role/i, 'role'],
  [/device/i, 'device'],
  [/domain|partner|company|federation/i, 'domain'],
  [/policy/i, 'policy'],
]

/** What an operation of the directory is about, by its words. */
const kindOf = (operation: string) => KINDS.find(([pattern]) => pattern.test(operation))?.[1] ?? 'user'

function objectTargets(row: AuditRecord): TargetDraft[] {
  const object = known(row.ObjectId)
  if (row.SiteUrl || row.ItemType) {
    const kind = (known(row.ItemType) ?? 'site').toLowerCase()
    const name = known(row.SourceFileName) ?? known(row.SourceRelativeUrl) ?? object ?? known(row.SiteUrl)
    return [{ kind: kind === 'web' ? 'site' : kind, id: known(row.ListItemUniqueId) ?? object, name }]
  }
  if (!object) return []
  const kind = row.Workload === 'Exchange' ? exchangeKind(row.Operation) : 'object'
  const email = emailIn(object)
  return [email ? { kind, email } : { kind, id: object, name: object }]
}

function exchangeKind(operation: string): string {
  if (/InboxRule|TransportRule/.test(operation)) return 'rule'
  if (/RoleGroup|RoleAssignment/.test(operation)) return 'role'
  if (/DistributionGroup|UnifiedGroup/.test(operation)) return 'group'
  if (/Policy|Config|Connector|Domain/.test(operation)) return 'setting'
  return 'mailbox'
}

function moreTargets(row: AuditRecord): TargetDraft[] {
  const { Workload, Operation } = row
  const grantee = named(row.Parameters, 'User') ?? named(row.Parameters, 'Trustee') ?? named(row.Parameters, 'Member')
  const forwarded = [
    'ForwardTo',
    'RedirectTo',
    'ForwardAsAttachmentTo',
    'ForwardingSmtpAddress',
    'ForwardingAddress',
  ].flatMap(name =>
    (named(row.Parameters, name) ?? '').split(/[;,]/).flatMap(one => emailIn(one.trim().replace(/^smtp:/i, '')) ?? []),
  )
  const shared = known(row.TargetUserOrGroupName)
  return [
    ...forwarded.map(email => ({ kind: 'recipient', email })),
    ...(grantee ? [person(grantee)] : []),
    ...(shared ? [{ ...person(shared), kind: row.TargetUserOrGroupType?.endsWith('Group') ? 'group' : 'user' }] : []),
    ...(known(row.MailboxOwnerUPN)
      ? [{ kind: 'mailbox', email: emailIn(row.MailboxOwnerUPN), id: known(row.MailboxGuid) }]
      : []),
    { kind: 'team', id: known(row.TeamGuid), name: known(row.TeamName) },
    { kind: 'channel', id: known(row.ChannelGuid), name: known(row.ChannelName) },
    ...(row.Members ?? []).map(({ UPN, DisplayName }) => ({
      kind: 'user',
      email: emailIn(UPN),
      name: known(UPN) ?? known(DisplayName),
    })),
    { kind: 'app', id: known(row.AddOnGuid), name: known(row.AddOnName) },
    ...(Operation.startsWith('Alert') || Workload === 'SecurityComplianceCenter'
      ? [{ kind: 'alert', id: known(row.AlertId), name: known(row.Name) }]
      : []),
    ...(row.PolicyDetails ?? []).map(({ PolicyId, PolicyName }) => ({
      kind: 'policy',
      id: known(PolicyId),
      name: known(PolicyName),
    })),
  ]
}

/** Somebody as Exchange and SharePoint name them: by e-mail address, or by what they are called. */
const person = (text: string): TargetDraft =>
  emailIn(text) ? { kind: 'user', email: text } : { kind: 'user', name: text }
