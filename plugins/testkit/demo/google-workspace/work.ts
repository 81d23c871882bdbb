import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Stretch } from '../moment.ts'
import { appOf } from '../okta/org.ts'
import { openApp } from '../okta/rows.ts'
import { atWork } from '../world.ts'
import { googleOrg, groupEmail } from './org.ts'
import { docEvent, googleRow, shared, signedIn } from './rows.ts'

const SECOND = 1_000

/** Documents of one's own and of the department; now and then a meeting, an app let in. */
export function work(stretch: Stretch): Emission[] {
  const { random, world, person } = stretch
  if (!random.chance(0.6)) return []
  const { docs, docsOf, partner } = googleOrg(world)
  const begun = within(stretch)
  const at = (low: number, high: number) => ({
    ...stretch,
    time: later(stretch, begun, random.int(low, high) * SECOND),
  })
  const rows = [
    ...openApp({ ...stretch, time: begun - 2 * SECOND }, appOf(world, 'Google Workspace')),
    signedIn({ ...stretch, time: begun }),
  ]
  const own = docsOf.get(person) ?? []
  const near = docs.filter(
    ({ owner, visibility }) => owner.department === person.department && visibility !== 'private',
  )
  const looks = random.int(0, 4)
  for (let i = 0; i < looks; i++) {
    const doc = random.pick(near.length > 0 && random.chance(0.3) ? near : own)
    const verb = random.chance(0.6) ? 'view' : random.chance(0.75) ? 'edit' : 'download'
    rows.push(googleRow(at(20, 3_000), 'drive', docEvent(verb, doc)))
  }
  if (random.chance(0.08)) {
    // One item tells of the new document and of its place.
    const doc = { ...random.pick(own), id: `1${random.text(32)}`, visibility: 'private' as const }
    const folder = { destination_folder_title: ['My Drive'], destination_folder_id: [`0A${random.text(17)}`] }
    rows.push(
      googleRow(
        at(60, 3_000),
        'drive',
        docEvent('create', doc),
        docEvent('add_to_folder', doc, folder, { isPrimary: false }),
      ),
    )
  }
  if (random.chance(0.06)) {
    const colleague = random.pick(atWork(world).filter(one => one !== person))
    const email = random.chance(0.9) ? colleague.email : `${random.pick(['ann', 'lee'])}@${partner}`
    rows.push(shared(at(60, 3_000), random.pick(own), email))
  }
  if (random.chance(0.15)) {
    const parameters = {
      event_id: random.text(26, 'abcdefghijklmnopqrstuv0123456789'),
      organizer_calendar_id: person.email,
      calendar_id: person.email,
      event_title: random.pick(['Weekly', 'Planning', 'One to one', 'Interview']),
      api_kind: 'web',
      user_agent: stretch.spot.device.userAgent,
    }
    rows.push(googleRow(at(60, 3_000), 'calendar', { type: 'event_change', name: 'create_event', parameters }))
  }
  if (random.chance(0.02)) rows.push(signedOut(at(3_000, 6_000)))
  return rows
}

const signedOut = (moment: Stretch): Emission =>
  googleRow(moment, 'login', { type: 'login', name: 'logout', parameters: { login_type: 'saml' } })

/** A change in the admin console; administrators elsewhere who are none here leave it. */
const chore =
  (type: string, name: string, parameters: (stretch: Stretch, email: string) => Record<string, string>): Chore =>
  stretch => {
    if (!googleOrg(stretch.world).logins.of(stretch.person).isAdmin) return []
    const { email } = stretch.random.pick(atWork(stretch.world))
    const event = { type, name, parameters: { USER_EMAIL: email, ...parameters(stretch, email) } }
    return [googleRow({ ...stretch, time: within(stretch) }, 'admin', event)]
  }

export const CHORES: readonly Chore[] = [
  chore('GROUP_SETTINGS', 'ADD_GROUP_MEMBER', ({ random, world }) => ({
    GROUP_EMAIL: groupEmail(random.pick(['Everyone', 'Engineering', 'Sales']), world.domain),
  })),
  chore('USER_SETTINGS', 'CHANGE_PASSWORD', () => ({})),
  chore('USER_SETTINGS', 'MOVE_USER_TO_ORG_UNIT', () => ({ ORG_UNIT_NAME: '/', NEW_VALUE: '/Staff' })),
]
