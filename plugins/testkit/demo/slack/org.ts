import { createLogins } from '../logins.ts'
import { seeded, UPPER } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

const CHANNELS = ['general', 'random', 'engineering', 'releases', 'design', 'customers', 'finance', 'hiring'] as const
/** Channels that only their members see. */
const PRIVATE = new Set<string>(['finance', 'hiring'])

/** What the company has at Slack: one organisation with a workspace for all, and one for trying things out. */
export const slackOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'slack')
  const id = (prefix: string) => `${prefix}0${random.text(9, UPPER)}`
  const owner = itAtWork(world)[0] ?? world.people[0]!
  const files = Array.from({ length: 30 }, (_, index) => ({
    id: id('F'),
    name: `slides-${index + 1}.pdf`,
    owner: random.pick(world.people),
    isOfLabs: index % 5 === 0,
    hasPublicLink: index % 10 === 3,
  }))
  return {
    enterprise: id('E'),
    workspace: { id: id('T'), name: world.name, domain: world.org },
    labs: { id: id('T'), name: `${world.name} Labs`, domain: `${world.org}-labs` },
    channels: CHANNELS.map(name => ({ id: id('C'), name, isPrivate: PRIVATE.has(name) })),
    /** A channel with a customer, by Slack Connect. */
    shared: { id: id('C'), name: 'with-initech', isPrivate: false },
    customer: { team_id: id('T'), team_name: 'Initech', team_domain: 'initech' },
    owner,
    files,
    logins: createLogins(world, 'slack', (person, own) => ({
      id: `U0${own.text(9, UPPER)}`,
      isAdmin: person === owner || (person.isIt && own.chance(0.5)),
    })),
  }
})
