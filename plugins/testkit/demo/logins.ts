import type { VendorAccount } from '../replay/vendor.ts'
import type { Person } from './people.ts'
import { seeded } from './random.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** Who of a company has a login at a vendor, and what that login is. */
export interface Logins<T> {
  /** All with a login, those who left included. */
  people: Person[]
  /** Those of them who can be seen at work. */
  atWork: Person[]
  has(person: Person): boolean
  /** Throws for whoever has none. */
  of(person: Person): T
  /** As the vendor's accounts, with what `describe` adds to address and name. */
  accounts(describe: (login: T, person: Person) => Omit<VendorAccount, 'email' | 'name'>): VendorAccount[]
}

/** Gives people their logins at a vendor; null is none. Each draws from randomness of its own. */
export function createLogins<T>(
  world: World,
  vendor: string,
  create: (person: Person, random: Random) => T | null,
): Logins<T> {
  const logins = new Map<Person, T>()
  for (const person of world.people) {
    const login = create(person, seeded(world.seed, world.domain, 'login', vendor, person.index))
    if (login !== null) logins.set(person, login)
  }
  const people = [...logins.keys()]
  return {
    people,
    atWork: people.filter(person => !person.left),
    has: person => logins.has(person),
    of: person => {
      const login = logins.get(person)
      if (!login) throw new Error(`${person.email} has no login at ${vendor} in this demo company.`)
      return login
    },
    accounts: describe =>
      [...logins].map(([person, login]) => ({ email: person.email, name: person.name, ...describe(login, person) })),
  }
}
