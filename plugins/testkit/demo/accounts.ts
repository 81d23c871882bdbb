import type { VendorAccount } from '../replay/vendor.ts'
import type { Person } from './people.ts'
import { hasAws, hasGithub } from './world.ts'
import type { World } from './world.ts'

/** The logins of the company's people as each vendor knows them; who left is suspended, or was forgotten. */
export function accountsOf(world: World): Record<'okta' | 'github' | 'aws', VendorAccount[]> {
  const { people } = world
  const common = (person: Person) => ({ email: person.email, name: person.name })
  return {
    okta: people.map(person => ({
      ...common(person),
      id: person.okta.id,
      login: person.email,
      status: person.left ? (person.index % 2 === 0 ? 'SUSPENDED' : 'DEPROVISIONED') : 'ACTIVE',
      isAdmin: person.okta.isAdmin,
      mfa: person.okta.mfa,
      groups: person.okta.groups,
    })),
    github: people.filter(hasGithub).map(person => ({
      ...common(person),
      id: String(person.github.id),
      login: person.github.login,
      status: 'ACTIVE',
      isAdmin: person.github.isOwner,
      mfa: person.github.mfa,
      groups: person.github.teams,
    })),
    aws: people.filter(hasAws).map(person => ({
      ...common(person),
      id: person.aws.id,
      login: person.aws.userName,
      status: 'ACTIVE',
      isAdmin: person.aws.isAdmin,
      mfa: person.aws.mfa,
      groups: [person.aws.isAdmin ? 'administrators' : 'developers'],
    })),
  }
}
