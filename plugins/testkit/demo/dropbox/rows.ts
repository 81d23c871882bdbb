import { accountId } from '../../vendors/dropbox/team.ts'
import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import { dropboxOrg } from './org.ts'

export type Document = ReturnType<typeof dropboxOrg>['documents'][number]

/** What an event is about, beside who did it and from where. */
export interface About {
  category: string
  description: string
  assets?: object[]
  participants?: object[]
  details?: object
  isOutside?: boolean
}

/** An event of the team log; times are whole seconds, and there is no id. */
export function dropboxRow(moment: Moment, kind: string, about: About): Emission {
  const { world, person, spot } = moment
  const { logins } = dropboxOrg(world)
  const time = Math.floor(moment.time / 1_000) * 1_000
  const user = memberOf(world, person)
  const { isAdmin } = logins.of(person)
  const isAdminDeed = isAdmin && /^(members|team_policies|groups)$/.test(about.category)
  const row = {
    timestamp: new Date(time).toISOString().replace('.000Z', 'Z'),
    event_category: { '.tag': about.category },
    event_type: { '.tag': kind, description: about.description },
    actor: isAdminDeed ? { '.tag': 'admin', admin: user } : { '.tag': 'user', user },
    origin: {
      geo_location: {
        city: spot.place.city,
        region: spot.place.state,
        country: spot.place.countryCode,
        ip_address: spot.network.ip,
      },
      access_method: {
        '.tag': 'end_user',
        end_user: { '.tag': 'web', session_id: `dbwsid:${sessionOf(person, spot.network.ip, time)}` },
      },
    },
    involve_non_team_member: about.isOutside ?? false,
    context: user,
    participants: about.participants ?? [],
    assets: about.assets ?? [],
    details: { '.tag': `${kind}_details`, ...about.details },
  }
  return { vendor: 'dropbox', time, row }
}

/** One for somebody at one address on one day. */
const sessionOf = ({ index }: Person, ip: string, time: number) =>
  `${ip.replaceAll('.', '')}${index}${Math.floor(time / 86_400_000)}`

export const memberOf = (world: World, { name, email }: Person) => {
  const person = world.people.find(one => one.email === email)!
  const { id } = dropboxOrg(world).logins.of(person)
  return { '.tag': 'team_member', account_id: accountId(id), team_member_id: id, display_name: name, email }
}

/** A document as an asset of an event. */
export const asset = ({ id, path, name, folder }: Document) => ({
  '.tag': 'file',
  path: {
    contextual: path,
    namespace_relative: { ns_id: folder.id, relative_path: `/${name}`, is_shared_namespace: true },
  },
  display_name: name,
  file_id: id,
})

/** Somebody outside as one who took part. */
export const outsider = (email: string) => ({
  '.tag': 'user',
  user: { '.tag': 'non_team_member', account_id: accountId(email), display_name: email, email },
})
