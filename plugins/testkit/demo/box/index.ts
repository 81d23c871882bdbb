import { createBox } from '../../vendors/box.ts'
import type { DemoPart } from '../part.ts'
import { boxOrg } from './org.ts'
import { boxSettings } from './settings.ts'
import { CHORES, plunder, work } from './work.ts'

/** Contracts and books of the departments that sell, reckon and hire. Who left was made inactive. */
export const box: DemoPart = {
  open: (world, { now, random }) => {
    const { enterpriseId, administrator, logins, partner } = boxOrg(world)
    const people = logins.accounts(({ id, isAdmin, groups }, { email, left }) => ({
      id,
      login: email,
      status: left ? 'SUSPENDED' : 'ACTIVE',
      isAdmin,
      mfa: false,
      groups,
    }))
    const accounts = [...people, { ...partner, status: 'ACTIVE' as const, isAdmin: false, mfa: false, groups: [] }]
    return createBox({
      enterpriseId,
      contentAdmin: logins.of(administrator).id,
      clientId: random.text(32),
      clientSecret: random.text(32),
      now,
      accounts,
      settings: boxSettings(world, now()),
    })
  },
  reading: { schema: 'Event', id: 'event_id', who: ['created_by.login'], action: 'event_type', ip: 'ip_address' },
  work,
  chores: CHORES,
  plunder,
}
