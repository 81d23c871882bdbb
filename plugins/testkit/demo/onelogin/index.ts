import { createOneLogin } from '../../vendors/onelogin.ts'
import type { DemoPart } from '../part.ts'
import { HEX } from '../random.ts'
import { oneLoginAccount } from './org.ts'
import { oneLoginSettings } from './settings.ts'
import { CHORES, work } from './work.ts'

/** Apps of a firm that was taken over, behind a sign-on of their own. Whoever left was forgotten there. */
export const onelogin: DemoPart = {
  open: (world, { now, random }) => {
    const { subdomain, logins } = oneLoginAccount(world)
    const accounts = logins.accounts(({ id, isAdmin, mfa, roles }, { email }) => ({
      id: String(id),
      login: email,
      status: 'ACTIVE',
      isAdmin,
      mfa,
      groups: roles,
    }))
    return createOneLogin({
      subdomain,
      clientId: random.text(64, HEX),
      clientSecret: random.text(64, HEX),
      now,
      accounts,
      settings: oneLoginSettings(world, accounts, now()),
    })
  },
  reading: {
    schema: 'Event',
    id: 'id',
    who: ['actor_user_name'],
    action: 'event_type_id',
    ip: 'ipaddr',
  },
  work,
  chores: CHORES,
}
