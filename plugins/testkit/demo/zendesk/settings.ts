import type { VendorAccount } from '../../replay/vendor.ts'
import { defaultZendeskSettings, type ZendeskSettings } from '../../vendors/zendesk/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { zendeskOrg } from './org.ts'

const DAY = 86_400_000

/** No second factor asked for, no addresses restricted, Zendesk's staff let in for ever, API tokens on, an old token that may do everything. */
export function zendeskSettings(world: World, accounts: VendorAccount[], now: number): Partial<ZendeskSettings> {
  const random = seeded(world.seed, world.domain, 'zendesk settings')
  const { app, logins } = zendeskOrg(world)
  const defaults = defaultZendeskSettings(accounts, now)
  const { authentication, ip } = defaults.security
  const ago = (days: number) => `${new Date(now - days * DAY).toISOString().slice(0, 19)}Z`
  const token = (scopes: string[], days: number) => ({
    id: random.int(1_000_000_000, 4_000_000_000),
    client_id: random.int(1_000_000_000, 4_000_000_000),
    user_id: logins.of(random.pick(logins.atWork)).id,
    scopes,
    created_at: ago(days),
    token: random.text(10),
  })
  return {
    security: {
      ...defaults.security,
      authentication: {
        ...authentication,
        agent: { ...authentication.agent, two_factor_enforce: false, remote_bypass: 2, remote_bypass_name: 'admins' },
      },
      ip: { ...ip, ip_restriction_enabled: false },
      assumable: true,
      assumption_duration: 'always',
      maximum_session_duration_enabled: false,
    },
    account: { ...defaults.account, api: { ...defaults.account.api, api_token_access: 'true' } },
    tokens: [
      { ...token(['tickets:read', 'users:read'], 12), expires_at: ago(-78) },
      token(['tickets:write'], 90),
      token(['read', 'write'], 700),
    ],
    installations: [
      {
        id: app.installation,
        app_id: app.id,
        product: 'support',
        settings: { name: app.name, title: app.name },
        enabled: true,
        created_at: ago(320),
        updated_at: ago(320),
      },
    ],
  }
}
