import { createSmartsheet } from '../../vendors/smartsheet.ts'
import type { DemoPart } from '../part.ts'
import { smartsheetOrg } from './org.ts'
import { smartsheetSettings } from './settings.ts'
import { CHORES, plunder, work } from './work.ts'

/** Plans and budgets of those who bring out and sell. Who left was deactivated. */
export const smartsheet: DemoPart = {
  open: (world, { now, random }) => {
    const { group, logins } = smartsheetOrg(world)
    const accounts = logins.accounts(({ id, isAdmin }, { email, left }) => ({
      id: String(id),
      login: email,
      status: left ? 'SUSPENDED' : 'ACTIVE',
      isAdmin,
      mfa: false,
      groups: [group.name],
    }))
    return createSmartsheet({
      accessToken: random.text(37),
      now,
      accounts,
      settings: smartsheetSettings(world, accounts),
    })
  },
  reading: {
    schema: 'Event',
    id: 'eventId',
    who: ['userId'],
    action: 'action',
    ip: 'additionalDetails.sourceIpAddress',
  },
  work,
  chores: CHORES,
  plunder,
}
