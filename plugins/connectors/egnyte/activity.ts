import { emailIn, type ActivityDraft, type ActorDraft, type TargetDraft } from '@casbah/sdk'
import type { AuditEvent } from './audit-event.ts'
import { vocabulary } from './vocabulary.ts'

/** Reports and stream write one action in several ways: `Create Link`, `CREATE_LINK`, `create link`. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
const KNOWN = new Map(Object.keys(vocabulary).map(name => [plain(name), name]))

const ADMINISTRATION = new Set(['USER_AUDIT', 'GROUP_AUDIT', 'WG_SETTINGS_AUDIT'])

/** What an event says, in our words. One action means several things by its source, so the source goes before it. */
export function activityOf(event: AuditEvent): ActivityDraft {
  const { auditSource, action, actionInfo, ipAddress } = event
  const name = `${auditSource} ${action.trim()}`
  const failed = auditSource === 'LOGIN_AUDIT' && /fail|lock/i.test(action)
  return {
    vendorAction: KNOWN.get(plain(name)) ?? name,
    actor: actorOf(event),
    targets: targetsOf(event),
    outcome: failed ? 'FAILURE' : 'SUCCESS',
    outcomeReason: failed ? said(actionInfo) : undefined,
    ip: said(ipAddress) ? { address: ipAddress as string } : undefined,
    isAdmin: ADMINISTRATION.has(auditSource) || undefined,
  }
}

/** Egnyte writes N/A into fields that say nothing. */
const said = (text: string | null | undefined) => (text && text.trim() !== '' && text !== 'N/A' ? text : undefined)

/** `First Last ( login )` in its parts; other texts are a name. */
function personIn(text: string | null | undefined): { name?: string; email?: string } {
  const [, name, login] = /^(.*?)\s*\(\s*([^()]+?)\s*\)\s*$/.exec(said(text) ?? '') ?? []
  if (!login) return { name: said(text) }
  return { name: name || login, email: emailIn(login) }
}

/** The id is what tells users apart: names may be the same, and logins change. Events of administration have none. */
function actorOf({ user, userId, actor }: AuditEvent): ActorDraft | undefined {
  const person = personIn(said(user) ?? actor)
  const id = said(userId == null ? undefined : String(userId))
  return id || person.name ? { id, ...person } : undefined
}

/** What the event names, the most specific first. */
function targetsOf({ auditSource, action, subject, sourcePath, targetPath }: AuditEvent): TargetDraft[] {
  const found: TargetDraft[] = []
  const kind = auditSource === 'PERMISSION_AUDIT' || /folder/i.test(action) ? 'folder' : 'file'
  const link = /^https:\/\/[^/]+\/.*?([^/?#]+)\/?$/.exec(said(targetPath) ?? '')?.[1]
  // The address of a link is a key to what it opens; its last part is the id by which it is revoked.
  if (link) found.push({ kind: 'link', id: link })
  for (const path of [said(sourcePath), link ? undefined : said(targetPath)])
    if (path) found.push({ kind, id: path, name: path })
  if (said(subject))
    found.push(
      auditSource === 'GROUP_AUDIT' ? { kind: 'group', name: subject } : { kind: 'user', ...personIn(subject) },
    )
  return found
}
