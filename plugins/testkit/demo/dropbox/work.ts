import type { Vendor } from '../../replay/vendor.ts'
import type { DropboxSettings } from '../../vendors/dropbox/settings.ts'
import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { dropboxOrg } from './org.ts'
import { asset, dropboxRow, memberOf, outsider, type About, type Document } from './rows.ts'

const MINUTE = 60_000

const LOGIN: About = {
  category: 'logins',
  description: 'Signed in',
  details: { is_emm_managed: false, login_method: { '.tag': 'saml' } },
}
const onFile = (document: Document, description: string): About => ({
  category: 'file_operations',
  description,
  assets: [asset(document)],
})
const onLink = (document: Document): About => ({
  category: 'sharing',
  description: 'Created shared link',
  assets: [asset(document)],
  details: { shared_link_access_level: { '.tag': 'reader' } },
})

/** Documents that are opened, put there and sent to customers; sessions are long, so people seldom sign in. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins, documents, customer } = dropboxOrg(world)
  if (!logins.has(person) || !random.chance(0.5)) return []
  const begun = within(stretch)
  const rows: Emission[] = []
  if (random.chance(0.3)) rows.push(dropboxRow({ ...stretch, time: begun }, 'login_success', LOGIN))
  for (let deeds = random.int(1, 2); deeds > 0; deeds -= 1) {
    const at = { ...stretch, time: later(stretch, begun, random.int(1, 40) * MINUTE) }
    const document = random.pick(documents)
    const kind = random.next()
    if (kind < 0.45) rows.push(dropboxRow(at, 'file_preview', onFile(document, 'Previewed files')))
    else if (kind < 0.7) rows.push(dropboxRow(at, 'file_edit', onFile(document, 'Edited files')))
    else if (kind < 0.9) rows.push(dropboxRow(at, 'file_download', onFile(document, 'Downloaded files')))
    else if (kind < 0.97)
      rows.push(
        dropboxRow(at, 'shared_content_add_member', {
          category: 'sharing',
          description: 'Added users and/or groups to shared file/folder',
          assets: [asset(document)],
          participants: [outsider(customer)],
          details: { shared_content_access_level: { '.tag': 'viewer' } },
          isOutside: true,
        }),
      )
    else rows.push(dropboxRow(at, 'shared_link_create', onLink(document)))
  }
  return rows
}

/** A change by an administrator; those elsewhere who are none here leave it. */
const chore =
  (kind: string, about: (stretch: Stretch) => About): Chore =>
  stretch => {
    const { logins } = dropboxOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    return [dropboxRow({ ...stretch, time: within(stretch) }, kind, about(stretch))]
  }

const colleague = ({ world, random }: Stretch) => ({
  '.tag': 'user',
  user: memberOf(world, random.pick(dropboxOrg(world).logins.atWork)),
})

export const CHORES: readonly Chore[] = [
  chore('group_add_member', stretch => ({
    category: 'groups',
    description: 'Added team members to group',
    participants: [
      colleague(stretch),
      { '.tag': 'group', group_id: 'g:1f2e3d4c5b6a7988', display_name: 'Customer handover' },
    ],
    details: { is_group_owner: false },
  })),
  chore('web_sessions_change_idle_length_policy', () => ({
    category: 'team_policies',
    description: 'Changed how long team members can be idle while signed in to Dropbox.com',
    details: { new_value: { '.tag': 'defined', unit: { '.tag': 'hours' }, amount: 12 } },
  })),
]

/** All of a folder, and a link to one of its documents that needs no login. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { logins, documents } = dropboxOrg(world)
  if (!logins.has(person)) return []
  const at = (seconds: number) => ({ ...moment, time: time + seconds * 1_000 })
  const loot = random.shuffle(documents).slice(0, 6)
  const [open] = loot
  return [
    dropboxRow(at(1), 'login_success', LOGIN),
    ...loot.map((document, i) => dropboxRow(at(3 + i * 2), 'file_download', onFile(document, 'Downloaded files'))),
    {
      ...dropboxRow(at(16), 'shared_link_create', onLink(open!)),
      effect: ({ settings }: Vendor) =>
        void (settings as unknown as DropboxSettings).links.push({
          url: `https://www.dropbox.com/scl/fi/${open!.id.slice(3)}/out?rlkey=${random.text(16)}`,
          to: open!.id,
          path: open!.path,
          isFolder: false,
          maker: logins.of(person).id,
          audience: 'public',
        }),
    },
  ]
}
