import { createLogins } from '../logins.ts'
import { seeded, UPPER } from '../random.ts'
import { perWorld } from '../world.ts'

/** Share of a department with a login; nobody of the others has one. */
const SHARES: Record<string, number> = { 'IT and Security': 1, Engineering: 0.9, Data: 1 }

/** What the company has at AWS. */
export const awsAccount = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'aws')
  const role = (name: string) => ({ id: `AROA${random.text(17, UPPER)}`, name })
  const sso = (set: string) => role(`AWSReservedSSO_${set}_${random.text(16, '0123456789abcdef')}`)
  const regions: readonly [string, string] = ['us-east-1', 'eu-central-1']
  return {
    accountId: String(random.int(100_000_000_000, 999_999_999_999)),
    /** The first is where global services write their log. */
    regions,
    /** Each with the region where it was made, the only one where it can be changed. */
    trails: [
      { name: 'management-events', region: 'us-east-1' },
      { name: 'security-audit', region: 'eu-central-1' },
      { name: `${world.org}-long-term`, region: 'us-east-1' },
    ],
    roles: {
      Administrator: sso('Administrator'),
      Developer: sso('Developer'),
      Deploy: role('deploy-pipeline'),
      Inventory: role('asset-inventory'),
    },
    /** IAM users, named after the address. */
    logins: createLogins(world, 'aws', (person, own) =>
      own.chance(SHARES[person.department] ?? 0)
        ? {
            id: `AIDA${own.text(17, UPPER)}`,
            accessKeyId: `AKIA${own.text(16, UPPER)}`,
            mfa: own.chance(0.85),
            /** Permission set that single sign-on gives. */
            role: person.isIt ? ('Administrator' as const) : ('Developer' as const),
          }
        : null,
    ),
  }
})

export type AwsRole = keyof ReturnType<typeof awsAccount>['roles']
