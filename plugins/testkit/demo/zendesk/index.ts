import { createZendesk } from '../../vendors/zendesk.ts'
import type { DemoPart } from '../part.ts'
import { zendeskOrg } from './org.ts'
import { zendeskSettings } from './settings.ts'
import { CHORES, work } from './work.ts'

/** The customers' questions. Who left was suspended. */
export const zendesk: DemoPart = {
  open: (world, { now, random }) => {
    const { subdomain, administrator, logins } = zendeskOrg(world)
    const accounts = logins.accounts(({ id, isAdmin, mfa, groups }, { email, left }) => ({
      id: String(id),
      login: email,
      status: left ? 'SUSPENDED' : 'ACTIVE',
      isAdmin,
      mfa,
      groups,
    }))
    return createZendesk({
      subdomain,
      email: administrator.email,
      accessToken: random.text(64, '0123456789abcdef'),
      now,
      accounts,
      settings: zendeskSettings(world, accounts, now()),
    })
  },
  reading: {
    audit: { schema: 'AuditLogObject', id: 'id', who: ['actor_name'], action: 'action', ip: 'ip_address' },
    access: { schema: 'AccessLog', id: 'id', who: ['user_id'], action: 'summary', ip: 'ip_address' },
  },
  work,
  chores: CHORES,
}
