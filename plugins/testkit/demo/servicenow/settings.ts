import { dateTime } from '../../vendors/servicenow/date-time.ts'
import { defaultServiceNowSettings, type ServiceNowSettings } from '../../vendors/servicenow/settings.ts'
import { sysId } from '../../vendors/servicenow/sys-id.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { servicenowOrg } from './org.ts'

const DAY = 86_400_000
/** Loosened once for somebody’s report, and left. */
const NEGLECTED = {
  'glide.basicauth.required.csv': 'false',
  'glide.basicauth.required.rss': 'false',
  'glide.ui.session_timeout': '480',
  'glide.audit.track_impersonation': 'false',
  'glide.jquery.legacy': 'true',
}

/** Exports without a sign-in, long sessions, impersonation that no log shows, a page open to all, a program that administers, tokens that last a year. */
export function servicenowSettings(world: World, now: number): Partial<ServiceNowSettings> {
  const random = seeded(world.seed, world.domain, 'servicenow settings')
  const usual = defaultServiceNowSettings(now)
  const { clients, logins, program } = servicenowOrg(world)
  const client = { type: 'client', active: 'true', access_token_lifespan: '1800', redirect_url: '' }
  const token = (peer: string, user: string, days: number) => ({
    sys_id: sysId('oauth_credential', world.domain, peer, user),
    user,
    peer,
    type: 'refresh_token',
    sys_created_on: dateTime(now - days * DAY),
  })
  const users = random
    .shuffle(logins.people)
    .slice(0, 5)
    .map(person => logins.of(person).userName)
  const [calendar, laptops] = clients
  return {
    properties: { ...usual.properties, ...NEGLECTED },
    roles: [{ user: program, role: 'admin', inherited: false }],
    programs: [program],
    publicPages: [
      ...usual.publicPages,
      { sys_id: sysId('sys_public', 'price_list'), page: 'price_list', active: 'true' },
    ],
    mfaCriteria: usual.mfaCriteria.map(one => ({ ...one, active: 'false' })),
    clients: [
      { ...client, ...calendar!, refresh_token_lifespan: '8640000' },
      { ...client, ...laptops!, refresh_token_lifespan: '31536000' },
    ],
    tokens: [
      ...users.map((user, index) => token(calendar!.sys_id, user, 10 + index * 20)),
      token(laptops!.sys_id, program, 300),
    ],
  }
}
