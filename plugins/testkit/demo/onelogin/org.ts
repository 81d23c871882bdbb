import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { perWorld } from '../world.ts'

/** An app behind OneLogin. */
export interface OneLoginApp {
  id: number
  name: string
}

const APPS = ['Quotes', 'Price list', 'Partner portal', 'Travel', 'Expenses', 'Event planner'] as const
const DEPARTMENTS = new Set(['IT and Security', 'Sales', 'Marketing', 'Finance', 'People'])

/** What the company has at OneLogin: the departments that sell and pay still use the apps of a firm that was taken over. */
export const oneLoginAccount = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'onelogin')
  return {
    subdomain: world.org,
    accountId: random.int(100_000, 999_999),
    policy: { id: random.int(100_000, 999_999), name: 'Default policy' },
    apps: APPS.map((name): OneLoginApp => ({ id: random.int(1_000_000, 9_999_999), name })),
    logins: createLogins(world, 'onelogin', (person, own) =>
      DEPARTMENTS.has(person.department)
        ? {
            id: own.int(100_000_000, 399_999_999),
            isAdmin: person.isIt && person.index < 2,
            mfa: own.chance(0.8),
            roles: ['Default', person.department],
          }
        : null,
    ),
  }
})
