import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Stretch } from '../moment.ts'
import { appOf } from '../okta/org.ts'
import { openApp } from '../okta/rows.ts'
import { microsoftOrg } from './org.ts'
import { directoryAudit, fileRecord, mailRecord, signedIn } from './rows.ts'

const SECOND = 1_000

/** Signing on, mail, and files of one's own and of others; now and then something shared. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins, files, filesOf } = microsoftOrg(world)
  if (!logins.has(person) || random.chance(0.3)) return []
  const begun = within(stretch)
  const at = (low: number, high: number) => ({
    ...stretch,
    time: later(stretch, begun, random.int(low, high) * SECOND),
  })
  const rows = [
    ...openApp({ ...stretch, time: begun - 2 * SECOND }, appOf(world, 'Microsoft 365')),
    signedIn({ ...stretch, time: begun }),
    mailRecord(at(5, 3_000), random.chance(0.5) ? 'Send' : 'MoveToDeletedItems'),
  ]
  const own = filesOf.get(person) ?? []
  const looks = random.int(1, 4)
  for (let i = 0; i < looks; i++) {
    const file = random.pick(own.length > 0 && random.chance(0.6) ? own : files)
    const verb = random.chance(0.6) ? 'FileAccessed' : random.chance(0.75) ? 'FileModified' : 'FileDownloaded'
    rows.push(fileRecord(at(20, 3_000), verb, file))
  }
  if (own.length > 0 && random.chance(0.06)) {
    const colleague = random.pick(logins.atWork)
    const shared = { TargetUserOrGroupName: colleague.email, TargetUserOrGroupType: 'Member' }
    rows.push(fileRecord(at(60, 3_000), 'AddedToSecureLink', random.pick(own), shared))
  }
  if (random.chance(0.2))
    rows.push(directoryAudit(at(60, 3_000), 'User reviewed security info', 'UserManagement', person))
  return rows
}

/** A change by an administrator; those elsewhere who are none here leave it. */
const chore =
  (activity: string, category = 'UserManagement'): Chore =>
  stretch => {
    const { logins } = microsoftOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    return [
      directoryAudit({ ...stretch, time: within(stretch) }, activity, category, stretch.random.pick(logins.atWork)),
    ]
  }

export const CHORES: readonly Chore[] = [
  chore('Update user'),
  chore('Reset user password'),
  chore('Add member to group', 'GroupManagement'),
  chore('Change user license'),
]
