import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

const HEX = '0123456789abcdef'
const KEYS = ['API', 'APP', 'OPS', 'SUP', 'MKT', 'FIN'] as const
const SPACES = ['Engineering', 'Handbook', 'Product', 'Sales', 'People'] as const

/** What the company has at Atlassian: a site with Jira and Confluence, on which everybody works. */
export const atlassianOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'atlassian')
  const administrator = itAtWork(world)[0] ?? world.people[0]!
  return {
    id: random.uuid(),
    /** Name of the site. */
    site: world.org,
    siteId: random.uuid(),
    /** Keys of projects in Jira. */
    projects: KEYS,
    /** Names of spaces in Confluence. */
    spaces: SPACES,
    administrator,
    logins: createLogins(world, 'atlassian', (person, own) => ({
      id: `712020:${own.text(24, HEX)}`,
      isAdmin: person === administrator || (person.isIt && own.chance(0.5)),
      mfa: own.chance(0.8),
      group: `${world.org}-${person.department.toLowerCase().replaceAll(/\W+/g, '-')}`,
    })),
  }
})
