import type { OktaSettings } from '../../vendors/okta/settings.ts'
import { seeded } from '../random.ts'
import { itAtWork } from '../world.ts'
import type { World } from '../world.ts'
import { oktaOrg } from './org.ts'

/** ThreatInsight only watches, text messages serve for sign-in, one API token works from anywhere. */
export function oktaSettings(world: World, now: number): Partial<OktaSettings> {
  const random = seeded(world.seed, world.domain, 'okta settings')
  const stamp = (daysAgo: number) => ({
    created: new Date(now - daysAgo * 86_400_000).toISOString(),
    lastUpdated: new Date(now - 20 * 86_400_000).toISOString(),
  })
  const authenticator = (key: string, name: string, type: string, settings?: object) => ({
    id: `aut${random.text(14)}5d7`,
    key,
    name,
    type,
    status: 'ACTIVE',
    ...stamp(390),
    ...(settings && { settings }),
  })
  const owner = itAtWork(world)[0] ?? world.people[0]!
  const zone = `nzo${random.text(14)}5d7`
  const token = (name: string, network: object) => ({
    id: `00T${random.text(14)}5d7`,
    name,
    clientName: 'Okta API',
    userId: oktaOrg(world).logins.of(owner).id,
    network,
    tokenWindow: 'P30D',
    expiresAt: new Date(now + 21 * 86_400_000).toISOString(),
    ...stamp(120),
  })
  return {
    threats: { action: 'audit', excludeZones: [], ...stamp(390) },
    authenticators: [
      authenticator('okta_password', 'Password', 'password'),
      authenticator('okta_verify', 'Okta Verify', 'app'),
      authenticator('webauthn', 'Security Key or Biometric', 'security_key'),
      authenticator('phone_number', 'Phone', 'phone', { allowedFor: 'any' }),
      authenticator('okta_email', 'Email', 'email', { allowedFor: 'recovery' }),
    ],
    zones: [
      {
        id: zone,
        type: 'IP',
        name: 'Offices',
        status: 'ACTIVE',
        usage: 'POLICY',
        system: false,
        ...stamp(380),
        gateways: [...new Set(world.people.map(person => person.office.network.ip))].map(ip => ({
          type: 'CIDR',
          value: `${ip}/32`,
        })),
        proxies: [],
      },
    ],
    apiTokens: [
      token('casbah', { connection: 'ZONE', include: [zone] }),
      token('hr-import', { connection: 'ANYWHERE' }),
    ],
  }
}
