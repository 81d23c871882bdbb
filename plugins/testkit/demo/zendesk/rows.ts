import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import { zendeskOrg } from './org.ts'

const LABELS: Record<string, string> = { create: 'Created', update: 'Updated', destroy: 'Deleted', login: 'Signed in' }

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What an audit log row is about. */
export interface About {
  action: string
  source_type: string
  source_id: number
  source_label: string
  change_description?: string
}

/** An audit log row as Zendesk's API gives it; times are whole seconds. */
export function zendeskRow(moment: Moment, about: About): Emission {
  const { world, random, person, spot } = moment
  const { subdomain, logins } = zendeskOrg(world)
  const time = Math.floor(moment.time / 1_000) * 1_000
  // They grow with time.
  const id = time * 10 + random.int(0, 9_999)
  const row = {
    url: `https://${subdomain}.zendesk.com/api/v2/audit_logs/${id}.json`,
    id,
    action_label: LABELS[about.action],
    actor_id: logins.of(person).id,
    actor_name: person.name,
    change_description: '',
    ...about,
    ip_address: spot.network.ip,
    created_at: new Date(time).toISOString().replace('.000Z', 'Z'),
  }
  return { vendor: 'zendesk', partition: 'audit', time, row }
}

/** An access log row: a page of the agent's workspace, asked for in a browser. */
export function visited({ world, random, person, spot, time: at }: Moment, summary: string, url: string): Emission {
  const time = Math.floor(at / 1_000) * 1_000
  const row = {
    id: `01${random.text(24, CROCKFORD)}`,
    authorization_type: 'session',
    bytes_sent: random.int(400, 40_000),
    category: url.startsWith('/api/v2/tickets') ? 'Tickets' : 'Users',
    client: spot.device.userAgent,
    ip_address: spot.network.ip,
    method: 'GET',
    referer: '/agent/dashboard',
    status: 200,
    summary,
    timestamp: new Date(time).toISOString().replace('.000Z', 'Z'),
    url,
    user_id: zendeskOrg(world).logins.of(person).id,
  }
  return { vendor: 'zendesk', partition: 'access', time, row }
}

/** Somebody as the one that a row is about. */
export const about = ({ world }: Moment, person: Person): Pick<About, 'source_id' | 'source_label'> => ({
  source_id: zendeskOrg(world).logins.of(person).id,
  source_label: person.name,
})
