import type { ActivityDraft, ActorDraft, TargetDraft } from '@casbah/sdk'
import type { LogEntry } from './log-entry.ts'
import { vocabulary } from './vocabulary.ts'

/** The logs, help pages and interface write one action in several ways: `Check In`, `checkIn`, `check in`. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
const KNOWN = new Map(Object.keys(vocabulary).map(name => [plain(name), name]))

/** What an entry says, in our words. The logs hold what was done, so nothing in them failed. */
export function activityOf({ activity }: LogEntry, isAdmin: boolean): ActivityDraft {
  const { name, host, user, storageObject } = activity
  return {
    vendorAction: KNOWN.get(plain(name)) ?? name.trim(),
    actor: actorOf(user),
    targets: targetsOf(storageObject),
    outcome: 'SUCCESS',
    ip: host ? { address: host } : undefined,
    isAdmin,
  }
}

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text)

/** `guid` is the id by which the rest of the API knows a user; `id` is the name to sign in by, mostly the e-mail address. */
function actorOf(user: LogEntry['activity']['user']): ActorDraft | undefined {
  const id = user?.guid || user?.id
  if (!user || (!id && !user.name)) return undefined
  const email = user.email || (user.id && isAddress(user.id) ? user.id : undefined)
  return { id: id || undefined, name: user.name || user.id || undefined, email: email || undefined }
}

/** What the entry names, the most specific first. */
function targetsOf(object: LogEntry['activity']['storageObject']): TargetDraft[] {
  if (!object) return []
  const { docId, name, Matter, cabinet } = object
  const found: TargetDraft[] = []
  if (docId || name) found.push({ kind: 'file', id: docId || undefined, name: name || undefined })
  if (Matter) found.push({ kind: 'matter', name: Matter })
  if (cabinet?.id || cabinet?.name)
    found.push({ kind: 'site', id: cabinet.id || undefined, name: cabinet.name || undefined })
  return found
}
