import type { OktaConsent } from '../../vendors/okta/users.ts'
import { seeded } from '../random.ts'
import { atWork } from '../world.ts'
import type { World } from '../world.ts'
import { oktaOrg } from './org.ts'

/** Many let a helper know who they are and work while they are away; one let it into Okta itself. */
export function oktaConsents(world: World): OktaConsent[] {
  const random = seeded(world.seed, world.domain, 'okta consents')
  const client = { clientId: `0oa${random.text(14)}5d7`, clientName: 'Meeting Notes' }
  return atWork(world)
    .filter(() => random.chance(0.4))
    .flatMap((person, index) => {
      const userId = oktaOrg(world).logins.of(person).id
      const scopes = ['openid', 'offline_access', ...(index === 0 ? ['okta.users.read'] : [])]
      return scopes.map(scopeId => ({ id: `oag${random.text(14)}5d7`, userId, ...client, scopeId }))
    })
}
