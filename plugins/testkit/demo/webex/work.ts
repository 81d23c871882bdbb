import type { Vendor } from '../../replay/vendor.ts'
import { webexId, webexUuid } from '../../vendors/webex/ids.ts'
import { memberOf, type WebexSettings } from '../../vendors/webex/settings.ts'
import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { webexOrg } from './org.ts'
import { administered, happened, signedIn, wrote } from './rows.ts'

const SECOND = 1_000

/** Signing in, some messages, now and then a file; those of IT look after the meeting rooms. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins, spaces } = webexOrg(world)
  if (!logins.has(person)) return []
  const begun = within(stretch)
  const rows = logins.of(person).isAdmin && random.chance(0.7) ? [controlHub({ ...stretch, time: begun })] : []
  if (!random.chance(0.3)) return rows
  const at = (low: number, high: number) => ({
    ...stretch,
    time: later(stretch, begun, random.int(low, high) * SECOND),
  })
  if (random.chance(0.6)) rows.push(signedIn({ ...stretch, time: begun }))
  for (let deeds = random.int(1, 3); deeds > 0; deeds -= 1)
    rows.push(wrote(at(30, 3_000), random.pick(spaces), random.chance(0.25) ? 1 : 0))
  return rows
}

/** An administrator opens Control Hub. */
const controlHub = (moment: Moment): Emission =>
  administered(moment, 'LOGINS', 'An admin logged in.', {
    targetType: 'ORG',
    targetId: webexOrg(moment.world).orgId,
    targetName: moment.world.name,
  })

/** A change in Control Hub; administrators elsewhere who are none here leave it. */
const chore =
  (
    category: string,
    description: string,
    about: (stretch: Stretch) => [type: string, id: string, name: string],
  ): Chore =>
  stretch => {
    const { logins } = webexOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    const [targetType, targetId, targetName] = about(stretch)
    const moment = { ...stretch, time: within(stretch) }
    return [administered(moment, category, description, { targetType, targetId, targetName })]
  }

const room = ({ world, random }: Stretch): [string, string, string] => {
  const name = `Room ${random.int(1, 9)}`
  return ['DEVICE', webexId('DEVICE', webexUuid(world.domain, name)), name]
}

export const CHORES: readonly Chore[] = [
  chore('DEVICES', 'Device was rebooted.', room),
  chore('DEVICES', 'Device tags were updated.', room),
  chore('USERS', 'A user was updated.', ({ world, random }) => {
    const { logins } = webexOrg(world)
    const person = random.pick(logins.atWork)
    return ['USER', logins.of(person).id, person.name]
  }),
]

/** A stranger is let into a space, and what lies about is sent there. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { logins, spaces } = webexOrg(world)
  if (!logins.has(person)) return []
  const at = (seconds: number) => ({ ...moment, time: time + seconds * SECOND })
  const space = random.pick(spaces)
  const email = `${random.text(8).toLowerCase()}@mailbox.example`
  const stranger = { id: webexId('PEOPLE', webexUuid(email)), email }
  const strangers = webexId('ORGANIZATION', webexUuid('mailbox.example'))
  const membership = memberOf(space.id, stranger, strangers)
  const joined = happened(at(4), 'memberships', 'created', { ...membership, roomId: space.id, roomType: 'group' })
  return [
    signedIn(at(1)),
    {
      ...joined,
      effect: ({ settings }: Vendor) =>
        void (settings as unknown as WebexSettings).spaces.find(({ id }) => id === space.id)?.members.push(membership),
    },
    ...[7, 9, 12, 15, 18].map(seconds => wrote(at(seconds), space, random.int(1, 3))),
  ]
}
