import { createSlack } from '../../vendors/slack.ts'
import type { DemoPart } from '../part.ts'
import { slackOrg } from './org.ts'
import { slackSettings } from './settings.ts'
import { CHORES, plunder, work } from './work.ts'

/** Messages of everybody. Who left is deactivated. */
export const slack: DemoPart = {
  open: (world, { now, random }) => {
    const { enterprise, logins } = slackOrg(world)
    const accounts = logins.accounts(({ id, isAdmin }, { email, department, left }) => ({
      id,
      login: email.split('@')[0]!,
      status: left ? 'SUSPENDED' : 'ACTIVE',
      isAdmin,
      mfa: false,
      groups: [department],
    }))
    return createSlack({
      enterprise,
      token: `xoxp-${random.text(12, '0123456789')}-${random.text(32)}`,
      now,
      accounts,
      settings: slackSettings(world, accounts),
    })
  },
  reading: {
    schema: 'AuditLogEntry',
    id: 'id',
    who: ['actor.user.email'],
    action: 'action',
    ip: 'context.ip_address',
  },
  work,
  chores: CHORES,
  plunder,
}
