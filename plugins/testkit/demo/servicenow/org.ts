import { sysId } from '../../vendors/servicenow/sys-id.ts'
import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Share of a department that works in the instance; others only ask for something now and then. */
const SHARES: Record<string, number> = { 'IT and Security': 1, People: 0.8, Finance: 0.8, Engineering: 0.25 }
/** Attachments that hang on records. */
const ATTACHMENTS = 24

/** What the company has at ServiceNow: requests to IT, to the people department and to finance. User names are addresses. */
export const servicenowOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'servicenow')
  const owner = itAtWork(world)[0] ?? world.people[0]!
  return {
    instance: world.org,
    owner,
    /** User name of the program that counts computers. */
    program: `laptop.inventory@${world.domain}`,
    attachments: Array.from({ length: ATTACHMENTS }, (_, index) => sysId(world.domain, 'attachment', index)),
    clients: ['Calendar Sync', 'Laptop Inventory'].map(name => ({
      name,
      sys_id: sysId('oauth_entity', name),
      client_id: random.text(32, '0123456789abcdef'),
    })),
    logins: createLogins(world, 'servicenow', (person, own) =>
      person === owner || own.chance(SHARES[person.department] ?? 0.1)
        ? {
            userName: person.email,
            isAdmin: person === owner || (person.isIt && own.chance(0.5)),
            mfa: own.chance(0.5),
            groups: [person.isIt ? 'Service Desk' : person.department],
          }
        : null,
    ),
  }
})
