import type { JudgedEvent } from '../../event.ts'
import { leavesTheCompany } from './exposure.ts'

/** Families that are counted together: one row a person holds the lanes of a group. */
export type Group = 'files' | 'mail' | 'cloud' | 'apps'

/** A kind of thing that people do much of now and then, and what is usual of it is learnt. */
export interface Family {
  name: string
  group: Group
  /** Its place among the families of its group. */
  lane: number
  /** The normalised actions (`noun.verb`) that it means, of whichever app. */
  actions: readonly string[]
  /** Less in a window is never unusual; the detector's own `floor` begins with this. */
  floor: number
  /** Where the floor comes from. */
  source: string
  /** Length of the window, minutes. */
  minutes: number
  /** Who is counted: people, or what acts without one. */
  by: 'people' | 'services' | 'anyone'
  /** Whether it also has a baseline of its app as a whole: what is usual in the environment, whoever does it. */
  environment: boolean
  /** Whether such an event counts, beyond its action. */
  means?: (event: JudgedEvent) => boolean
  /** How many things one event is about, at most a thousand; one when left out. */
  weight?: (event: JudgedEvent) => number
  /** Whether each event is about a thing of its own: what is new has no name yet, and names where it is put. */
  makes?: boolean
}

const TAKEN = [
  'file.download',
  'file.print',
  'repository.clone',
  'repository.download',
  'repository.export',
  'report.export',
  'data.export_download',
  'table.export',
  'codespace.export',
] as const

/** Every family, by what it is called. What a family means is said here and nowhere else. */
export const FAMILIES = {
  /** Data that leaves an app: files, clones and exports alike, so that no separate family of exports is needed. */
  download: {
    name: 'download',
    group: 'files',
    lane: 0,
    actions: TAKEN,
    floor: 30,
    source:
      "Casbah's own, between Panther (20 Google documents in 5 min, 100 Box downloads in 60) and Microsoft (50 in 1 min)",
    minutes: 10,
    by: 'people',
    environment: false,
  },
  share: {
    name: 'share',
    group: 'files',
    lane: 1,
    actions: [
      'file.share',
      'file.share_domain',
      'file.visibility',
      'file.publish',
      'file.send',
      'public_link.create',
      'shared_drive.share',
      'repository.visibility',
      'site.publish',
      'bucket.public_access',
      'snapshot.share',
      'resource.share',
    ],
    floor: 20,
    source: 'a fifth of Panther (100 Box permission updates in 60 min), since only what reaches outside is counted',
    minutes: 60,
    by: 'people',
    environment: false,
    means: leavesTheCompany,
  },
  delete: {
    name: 'delete',
    group: 'files',
    lane: 2,
    actions: [
      'file.delete',
      'file.delete_version',
      'file.trash',
      'folder.delete',
      'shared_drive.delete',
      'repository.delete',
      'page.delete',
      'site.delete',
    ],
    floor: 30,
    source: 'about three times Panther (11 Drive or Dropbox deletions in 60 min), which knows no baseline',
    minutes: 60,
    by: 'people',
    environment: false,
  },
  mailDelete: {
    name: 'mail-delete',
    group: 'mail',
    lane: 0,
    actions: ['message.delete', 'message.trash', 'mail.delete'],
    floor: 100,
    source: "Casbah's own; Microsoft speaks of a mass of deleted mail and gives no number",
    minutes: 60,
    by: 'people',
    environment: false,
    means: event => !event.activity.vendorAction.startsWith('chat.'),
    weight: affectedItems,
  },
  vmCreate: {
    name: 'vm-create',
    group: 'cloud',
    lane: 0,
    actions: ['vm.create'],
    floor: 10,
    source:
      "Casbah's own, the count that Panther has for most bulk changes in 60 min; Microsoft learns it and gives no number",
    minutes: 60,
    by: 'anyone',
    environment: true,
    weight: machines,
    makes: true,
  },
  vmDelete: {
    name: 'vm-delete',
    group: 'cloud',
    lane: 1,
    actions: ['vm.delete'],
    floor: 10,
    source: 'as for the creation of machines',
    minutes: 60,
    by: 'anyone',
    environment: true,
    weight: machines,
  },
  storageDelete: {
    name: 'storage-delete',
    group: 'cloud',
    lane: 2,
    actions: [
      'bucket.delete',
      'storage.delete',
      'storage_account.delete',
      'database.delete',
      'table.delete',
      'volume.delete',
      'snapshot.delete',
      'backup.delete',
      'vault.delete',
    ],
    floor: 5,
    source: 'Elastic: 5 storage accounts deleted by one identity',
    minutes: 60,
    by: 'anyone',
    environment: true,
  },
  appDownload: {
    name: 'app-download',
    group: 'apps',
    lane: 0,
    actions: [...TAKEN, 'file.read'],
    floor: 50,
    source: 'Panther: 50 Azure blobs extracted in 15 min',
    minutes: 15,
    by: 'services',
    environment: false,
  },
} as const satisfies Record<string, Family>

const BY_ACTION = new Map<string, Family[]>()
for (const family of Object.values<Family>(FAMILIES))
  for (const action of family.actions) BY_ACTION.set(action, [...(BY_ACTION.get(action) ?? []), family])

/** Families that an event counts in. */
export function familiesOf(event: JudgedEvent): Family[] {
  const families = BY_ACTION.get(event.activity.action)
  return families ? families.filter(family => counts(family, event)) : []
}

/** Whether an event of one of its actions counts in a family. */
export function counts(family: Family, event: JudgedEvent): boolean {
  const { outcome, actor } = event.activity
  if (outcome === 'FAILURE') return false
  if (family.by !== 'anyone' && (actor?.kind === 'service') !== (family.by === 'services')) return false
  return family.means?.(event) ?? true
}

const MOST_ITEMS = 1_000

/** Microsoft 365 tells of many messages in one event. */
function affectedItems(event: JudgedEvent): number {
  return event.activity.connector === 'microsoft-365' ? lengthOf(recordOf(event).AffectedItems) : 1
}

/** AWS makes and ends many machines in one call; the answer lists them. */
function machines(event: JudgedEvent): number {
  if (event.activity.connector !== 'aws') return 1
  const answer = recordOf(event).responseElements as { instancesSet?: { items?: unknown } | null } | null | undefined
  return lengthOf(answer?.instancesSet?.items)
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? Math.min(Math.max(list.length, 1), MOST_ITEMS) : 1
}

/** The vendor's record; empty when it cannot be read: the event counts all the same. */
function recordOf(event: JudgedEvent): Record<string, unknown> {
  try {
    return (event.record ?? {}) as Record<string, unknown>
  } catch {
    return {}
  }
}
