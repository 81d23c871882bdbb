import { createDropbox } from '../../vendors/dropbox.ts'
import type { DemoPart } from '../part.ts'
import { dropboxOrg } from './org.ts'
import { dropboxSettings } from './settings.ts'
import { CHORES, plunder, work } from './work.ts'

/** Documents for people outside. Who left was suspended. */
export const dropbox: DemoPart = {
  open: (world, { now, random }) => {
    const { logins } = dropboxOrg(world)
    const accounts = logins.accounts(({ id, isAdmin }, { email, department, left }) => ({
      id,
      login: email,
      status: left ? 'SUSPENDED' : 'ACTIVE',
      isAdmin,
      mfa: true,
      groups: [department],
    }))
    return createDropbox({
      clientId: random.text(15),
      clientSecret: random.text(15),
      refreshToken: random.text(64),
      now,
      accounts,
      settings: dropboxSettings(world, accounts, now()),
    })
  },
  reading: {
    schema: 'team_log.TeamEvent',
    who: ['actor.user.team_member_id', 'actor.admin.team_member_id'],
    action: 'event_type..tag',
    ip: 'origin.geo_location.ip_address',
  },
  work,
  chores: CHORES,
  plunder,
}
