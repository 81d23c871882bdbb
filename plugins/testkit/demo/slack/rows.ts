import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import type { Random } from '../random.ts'
import { UPPER } from '../random.ts'
import type { World } from '../world.ts'
import { slackOrg } from './org.ts'

/** What an entry is about: `{type, [type]: …}`. */
export type SlackEntity = { type: string } & Record<string, unknown>

/** An entry of the audit log. Times are whole seconds, as the vendor writes them. */
export function slackRow(moment: Moment, action: string, entity: SlackEntity, details?: object): Emission {
  const { world, random, person, spot } = moment
  const { workspace } = slackOrg(world)
  const seconds = Math.floor(moment.time / 1000)
  const row = {
    id: random.uuid(),
    date_create: seconds,
    action,
    actor: { type: 'user', user: userOf(world, person) },
    entity,
    context: {
      session_id: random.text(13, '0123456789'),
      location: { type: 'workspace', ...workspace },
      ua: spot.device.userAgent,
      ip_address: spot.network.ip,
    },
    ...(details && { details }),
  }
  return { vendor: 'slack', time: seconds * 1000, row }
}

const userOf = (world: World, person: Person) => ({
  id: slackOrg(world).logins.of(person).id,
  name: person.name,
  email: person.email,
  team: slackOrg(world).workspace.id,
})

export const aboutUser = (world: World, person: Person): SlackEntity => ({ type: 'user', user: userOf(world, person) })

const NAMES = ['plan', 'notes', 'budget', 'roadmap', 'offer', 'screenshot', 'report', 'slides'] as const
const TYPES = ['pdf', 'docx', 'xlsx', 'png', 'txt'] as const

/** A file that somebody sent at some time. */
export function aboutFile(random: Random): SlackEntity {
  const filetype = random.pick(TYPES)
  const name = `${random.pick(NAMES)}-${random.int(1, 90)}.${filetype}`
  return { type: 'file', file: { id: `F0${random.text(9, UPPER)}`, name, filetype, title: name } }
}

/** A channel that everybody may join. */
export function aboutChannel({ world, random }: Moment): SlackEntity {
  const { id, name } = random.pick(slackOrg(world).channels.filter(({ isPrivate }) => !isPrivate))
  return {
    type: 'channel',
    channel: { id, name, privacy: 'public', is_shared: false, is_org_shared: false, teams_shared_with: [] },
  }
}
