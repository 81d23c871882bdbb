import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { perWorld } from '../world.ts'

/** Share of a department with roles there; nobody of the others has any. */
const SHARES: Record<string, number> = { 'IT and Security': 1, Data: 1, Engineering: 0.2 }

/** What the company has at Google Cloud: reports, models, and a place to try things out. */
export const gcpOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'gcp')
  const projects = ['analytics', 'models', 'sandbox'].map(name => `${world.org}-${name}`)
  const [analytics = '', models = ''] = projects
  return {
    organizationId: String(random.int(100_000_000_000, 999_999_999_999)),
    projects,
    analytics,
    models,
    /** Loads the day's data every hour. */
    pipeline: `pipeline@${analytics}.iam.gserviceaccount.com`,
    buckets: ['exports', 'reports', 'training-data'].map(name => `${world.org}-${name}`),
    /** By the address of the Google account. */
    logins: createLogins(world, 'gcp', (person, own) =>
      own.chance(SHARES[person.department] ?? 0) ? { isAdmin: person.isIt } : null,
    ),
  }
})
