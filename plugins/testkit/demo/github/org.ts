import { OUTSIDE } from '../../vendors/github/organisation.ts'
import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { perWorld } from '../world.ts'

/** A repository of the GitHub organisation. */
export interface Repository {
  id: number
  /** `org/name`. */
  fullName: string
  isPublic: boolean
}

const AREAS = ['web', 'billing', 'search', 'identity', 'orders', 'mobile', 'data', 'platform'] as const
const PARTS = ['api', 'ui', 'worker', 'infra', 'schemas', 'docs'] as const

/** Share of a department with a login; nobody of the others has one. */
const SHARES: Record<string, number> = { 'IT and Security': 1, Engineering: 1, Data: 1, Product: 0.6, Design: 0.5 }

/** What the company has at GitHub. */
export const githubOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'github')
  const repositories: Repository[] = AREAS.flatMap(area =>
    PARTS.map(part => ({
      id: random.int(100_000_000, 999_999_999),
      fullName: `${world.org}/${area}-${part}`,
      isPublic: area === 'platform' && part === 'docs',
    })),
  )
  return {
    org: world.org,
    orgId: random.int(10_000_000, 99_999_999),
    repositories,
    /** Somebody from outside, without a second factor. */
    contractor: {
      id: String(random.int(10_000_000, 199_999_999)),
      login: `freelance-fay-${world.org}`,
      email: `fay.${world.org}@contractor.example`,
      name: 'Fay Freelance',
      status: 'ACTIVE' as const,
      isAdmin: false,
      mfa: false,
      groups: [OUTSIDE],
    },
    logins: createLogins(world, 'github', (person, own) =>
      own.chance(SHARES[person.department] ?? 0)
        ? {
            id: own.int(10_000_000, 199_999_999),
            login: `${person.email.split('@')[0]!.replace('.', '-')}-${world.org}`,
            isOwner: person.isIt && person.index < 3,
            mfa: own.chance(0.93),
            teams: [person.department.toLowerCase().replaceAll(' ', '-')],
          }
        : null,
    ),
  }
})
