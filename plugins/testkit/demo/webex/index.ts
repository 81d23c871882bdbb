import { createWebex } from '../../vendors/webex.ts'
import type { DemoPart } from '../part.ts'
import { webexOrg } from './org.ts'
import { webexSettings } from './settings.ts'
import { CHORES, plunder, work } from './work.ts'

/** Meetings with customers and applicants, and the spaces beside them. Who left is still there. */
export const webex: DemoPart = {
  open: (world, { now, random }) => {
    const { uuid, logins } = webexOrg(world)
    const accounts = logins.accounts(({ id, isAdmin }, { email, department }) => ({
      id,
      login: email,
      status: 'ACTIVE',
      isAdmin,
      mfa: false,
      groups: [department],
    }))
    return createWebex({
      organisation: uuid,
      clientId: `C${random.text(64)}`,
      clientSecret: random.text(64),
      refreshToken: random.text(64),
      now,
      accounts,
      settings: webexSettings(world, accounts, now()),
    })
  },
  reading: {
    'admin-audit': {
      schema: 'AuditEvent',
      id: 'id',
      who: ['data.actorEmail'],
      action: 'data.eventDescription',
      ip: 'data.actorIp',
    },
    'security-audit': {
      schema: 'SecurityAuditEvent',
      id: 'id',
      who: ['data.actorEmail'],
      action: 'data.eventDescription',
      ip: 'data.actorIp',
    },
    'content-events': { schema: 'Event', id: 'id', who: ['actorId'], action: 'resource' },
  },
  work,
  chores: CHORES,
  plunder,
}
