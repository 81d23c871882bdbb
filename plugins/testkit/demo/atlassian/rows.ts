import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import { atlassianOrg } from './org.ts'

/** What an event is about. */
export interface AtlassianObject {
  id: string
  type: string
  attributes: Record<string, string>
}

/** An event of the organisation's log, processed some seconds after it happened. */
export function atlassianRow(moment: Moment, action: string, about: AtlassianObject[], content: string): Emission {
  const { world, random, person, spot, time } = moment
  const { id: organisation, site, siteId, logins } = atlassianOrg(world)
  const id = random.uuid()
  const self = `https://api.atlassian.com/admin/v1/orgs/${organisation}/events/${id}`
  const row = {
    id,
    type: 'events',
    attributes: {
      time: new Date(time).toISOString(),
      processedAt: new Date(time + random.int(500, 4_000)).toISOString(),
      action,
      actor: { id: logins.of(person).id, name: person.name, email: person.email },
      context: about,
      container: [{ id: siteId, type: 'sites', attributes: { siteName: site, siteHostName: `${site}.atlassian.net` } }],
      location: { ip: spot.network.ip, countryName: spot.place.country, city: spot.place.city },
    },
    message: { format: 'simple', content },
    links: { self },
  }
  return { vendor: 'atlassian', partition: 'organisation', time, row }
}

/** Signing in by the company's single sign-on. */
export const signedIn = (moment: Moment): Emission => atlassianRow(moment, 'user_login', [], 'Logged in')
