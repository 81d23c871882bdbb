import { webexId, webexUuid } from '../../vendors/webex/ids.ts'
import { createLogins } from '../logins.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Share of a department that meets customers and applicants, or looks after the meeting rooms. */
const SHARES: Record<string, number> = { 'IT and Security': 1, Sales: 1, Marketing: 0.7, People: 1, Finance: 0.4 }
const SPACES = ['All hands', 'Customers', 'Launch', 'Hiring', 'Board papers', 'Price lists'] as const

/** What the company has at Webex: meetings and spaces of those who speak with customers. */
export const webexOrg = perWorld(world => {
  const uuid = webexUuid(world.domain, 'organisation')
  const owner = itAtWork(world)[0] ?? world.people[0]!
  return {
    uuid,
    orgId: webexId('ORGANIZATION', uuid),
    /** Of somebody at a customer’s, who was let into a space. */
    customer: {
      id: webexId('PEOPLE', webexUuid('initech.example', 'bill')),
      email: 'bill@initech.example',
      orgId: webexId('ORGANIZATION', webexUuid('initech.example')),
    },
    spaces: SPACES.map(title => ({ title, id: webexId('ROOM', webexUuid(world.domain, 'space', title)) })),
    sites: [`${world.org}.webex.com`, `${world.org}-events.webex.com`],
    owner,
    logins: createLogins(world, 'webex', (person, own) =>
      person === owner || own.chance(SHARES[person.department] ?? 0.1)
        ? { id: webexId('PEOPLE', webexUuid(world.domain, person.email)), isAdmin: person === owner || person.isIt }
        : null,
    ),
  }
})
