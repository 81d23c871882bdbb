import type { BoxItem } from '../../vendors/box/settings.ts'
import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import { boxOrg } from './org.ts'

/** Somebody as a row names them. */
export function userIn({ world }: Moment, person: Person) {
  return { type: 'user', id: boxOrg(world).logins.of(person).id, name: person.name, login: person.email }
}

/** A file or folder as a row names it. */
export function itemIn({ world }: Moment, item: BoxItem) {
  const { folders, logins } = boxOrg(world)
  const parent = folders.find(({ id }) => id === item.parent)
  const owner = logins.people.find(person => logins.of(person).id === item.owner)
  return {
    item_type: item.type,
    item_id: item.id,
    item_name: item.name,
    parent: { type: 'folder', id: item.parent, name: parent?.name ?? 'All Files' },
    ...(owner && { owned_by: { type: 'user', id: item.owner, name: owner.name, login: owner.email } }),
  }
}

/** An event of the enterprise; times are whole seconds. */
export function boxEvent(moment: Moment, event_type: string, source: object): Emission {
  const time = Math.floor(moment.time / 1_000) * 1_000
  const created_at = new Date(time).toISOString().replace('.000Z', 'Z')
  const row = {
    type: 'event',
    event_id: moment.random.uuid(),
    event_type,
    created_at,
    recorded_at: created_at,
    created_by: userIn(moment, moment.person),
    source,
    ip_address: moment.spot.network.ip,
    additional_details: { service_id: '1', service_name: 'Box Web App' },
  }
  return { vendor: 'box', time, row }
}
