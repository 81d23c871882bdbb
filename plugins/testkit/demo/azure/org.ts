import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { perWorld } from '../world.ts'

/** Share of a department with a role in Azure: what data is kept in and shops run on. */
const SHARES: Record<string, number> = { 'IT and Security': 1, Engineering: 0.4, Data: 1 }

/** What the company has in Azure: two subscriptions, and a pipeline that brings releases there. */
export const azureOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'azure')
  const subscription = (name: string) => ({ id: random.uuid(), name })
  return {
    tenantId: random.uuid(),
    clientId: random.uuid(),
    production: subscription('Production'),
    development: subscription('Development'),
    /** A program that is more than it needs to be. */
    pipeline: { id: random.uuid(), appId: random.uuid(), name: 'release-pipeline' },
    files: `${world.org}files`,
    shop: `${world.org}shop`,
    machines: ['reports-1', 'reports-2', 'build-1'],
    vault: `${world.org}-secrets`,
    logins: createLogins(world, 'azure', (person, own) =>
      own.chance(SHARES[person.department] ?? 0) ? { id: own.uuid(), isAdmin: person.isIt } : null,
    ),
  }
})
