import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import { oneLoginAccount } from './org.ts'

/** An event as version 1 of the API gives it, without what is null. Ids grow with time, as the vendor's do. */
export function oneLoginRow(moment: Moment, type: number, fields: Record<string, unknown> = {}): Emission {
  const { world, random, person, spot } = moment
  const { accountId, logins } = oneLoginAccount(world)
  const time = Math.floor(moment.time)
  const row = {
    id: time * 1_000 + random.int(0, 999),
    account_id: accountId,
    event_type_id: type,
    created_at: new Date(time).toISOString(),
    actor_user_id: logins.of(person).id,
    actor_user_name: person.name,
    ...aboutUser(world, person),
    ipaddr: spot.network.ip,
    ...fields,
  }
  return { vendor: 'onelogin', time, row }
}

/** Whom an event is about; the actor, where nobody else is. */
export const aboutUser = (world: World, person: Person) => ({
  user_id: oneLoginAccount(world).logins.of(person).id,
  user_name: person.name,
})

/** Signing in, and being refused. */
export function signIn(moment: Moment, succeeds = true): Emission {
  const { id, name } = oneLoginAccount(moment.world).policy
  return oneLoginRow(moment, succeeds ? 5 : 6, {
    policy_id: id,
    policy_name: name,
    ...(!succeeds && { custom_message: 'Invalid password' }),
  })
}
