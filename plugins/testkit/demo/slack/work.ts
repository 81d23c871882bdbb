import type { Vendor } from '../../replay/vendor.ts'
import type { SlackSettings } from '../../vendors/slack/settings.ts'
import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { atWork } from '../world.ts'
import { slackOrg } from './org.ts'
import { aboutChannel, aboutFile, aboutUser, slackRow, type SlackEntity } from './rows.ts'

const MINUTE = 60_000

/** Files that are sent and fetched, channels that are joined; sessions are long, so people seldom sign in. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  if (!random.chance(0.5)) return []
  const begun = within(stretch)
  const rows: Emission[] = []
  if (random.chance(0.15)) rows.push(slackRow({ ...stretch, time: begun }, 'user_login', aboutUser(world, person)))
  for (let deeds = random.int(1, 3); deeds > 0; deeds -= 1) {
    const at = { ...stretch, time: later(stretch, begun, random.int(1, 60) * MINUTE) }
    const kind = random.next()
    if (kind < 0.55) rows.push(slackRow(at, 'file_downloaded', aboutFile(random)))
    else if (kind < 0.85) {
      const file = aboutFile(random)
      rows.push(slackRow(at, 'file_uploaded', file), slackRow(at, 'file_shared', file))
    } else if (kind < 0.99) rows.push(slackRow(at, 'user_channel_join', aboutChannel(stretch)))
    else rows.push(slackRow(at, 'file_public_link_created', aboutFile(random)))
  }
  return rows
}

/** What is done to a colleague or an app; administrators elsewhere who are none here leave it. */
const chore =
  (action: string, about: (stretch: Stretch) => SlackEntity): Chore =>
  stretch => {
    if (!slackOrg(stretch.world).logins.of(stretch.person).isAdmin) return []
    return [slackRow({ ...stretch, time: within(stretch) }, action, about(stretch))]
  }

const colleague = ({ world, random, person }: Stretch) =>
  aboutUser(world, random.pick(atWork(world).filter(one => one !== person)))

export const CHORES: readonly Chore[] = [
  chore('user_session_reset_by_admin', colleague),
  chore('user_created', colleague),
  chore('public_channel_archive', aboutChannel),
]

/** Files, and a link to one of them that needs no login. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const at = (seconds: number) => ({ ...moment, time: time + seconds * 1_000 })
  const loot = random.shuffle(slackOrg(world).files).slice(0, 6)
  const [open] = loot
  const entity = ({ id, name }: (typeof loot)[number]): SlackEntity => ({
    type: 'file',
    file: { id, name, filetype: 'pdf', title: name },
  })
  return [
    slackRow(at(1), 'user_login', aboutUser(world, person)),
    ...loot.map((file, i) => slackRow(at(3 + i * 2), 'file_downloaded', entity(file))),
    {
      ...slackRow(at(16), 'file_public_link_created', entity(open!)),
      effect: ({ settings }: Vendor) => {
        const file = (settings as unknown as SlackSettings).files.find(({ id }) => id === open!.id)
        if (file) file.hasPublicLink = true
      },
    },
  ]
}
