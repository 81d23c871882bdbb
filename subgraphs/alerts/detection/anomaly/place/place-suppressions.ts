import type { Judging } from '../../detector.ts'
import { Common } from './common.ts'
import { hidingPlace, isOwn, networkName, networkOf } from './network-kind.ts'
import type { Person, Seen } from './places.ts'
import { sharedByMany } from './shared-by-many.ts'
import type { Weighed } from './suppression.ts'

/** What speaks against minding that a person is in a new country; shared by the detectors that do. */
export function placeSuppressions(
  { seen, person, learnt }: { seen: Seen; person: Person } & Pick<Judging, 'learnt'>,
  today: number,
  { confirmDays, commonPeople, settleDays }: { confirmDays: number; commonPeople: number; settleDays: number },
): Weighed[] {
  const hiding = hidingPlace(seen.ip)
  const own = isOwn(seen.ip.networkTag)
  const network = person.networkDays(networkOf(seen.ip), today)
  return [
    {
      tier: 'system',
      name: 'hidden-network',
      holds: hiding !== null,
      reason: hiding
        ? `${networkName(seen.ip)} is ${hiding}, which does not tell where its users are.`
        : 'The address is in no network that is known to hide where its users are.',
    },
    {
      tier: 'system',
      name: 'own-network',
      holds: own,
      reason: own
        ? "The address is in a network of the tenant's own."
        : "The address is in no network of the tenant's own.",
    },
    {
      tier: 'user',
      name: 'usual-network',
      holds: network >= confirmDays,
      reason: `The person used ${networkName(seen.ip)} on ${network} days before today; ${confirmDays} make it usual.`,
    },
    sharedByMany('tenant', 'common-country', seen.country, new Common(learnt).of(`country:${seen.country}`, today), {
      people: commonPeople,
      days: settleDays,
    }),
  ]
}
