import { createEgnyte } from '../../vendors/egnyte.ts'
import type { DemoPart } from '../part.ts'
import { egnyteOrg } from './org.ts'
import { egnyteSettings } from './settings.ts'
import { CHORES, machines, plunder, work } from './work.ts'

/** Large files and those with numbers, and two clients who look at theirs. Who left was deactivated. */
export const egnyte: DemoPart = {
  open: (world, { now, random }) => {
    const { domain, logins, clients: ids } = egnyteOrg(world)
    const staff = logins.accounts(({ id, isAdmin, groups }, { email, left }) => ({
      id: String(id),
      login: email,
      status: left ? 'SUSPENDED' : 'ACTIVE',
      isAdmin,
      mfa: false,
      groups: isAdmin ? [...groups, 'All Administrators'] : groups,
    }))
    const clients = ['kim.novak@northwind.example', 'lee.park@fabrikam.example'].map((email, index) => ({
      id: String(ids[index]),
      login: email,
      email,
      name: ['Kim Novak', 'Lee Park'][index]!,
      status: 'ACTIVE' as const,
      isAdmin: false,
      mfa: false,
      groups: [],
    }))
    const accounts = [...clients, ...staff]
    return createEgnyte({
      domain,
      accessToken: random.text(40),
      now,
      accounts,
      // Half an hour a request would be five hours for a week at a hundred an hour.
      scanMinutes: 1_440,
      settings: egnyteSettings(world, accounts, now()),
    })
  },
  // One log. Of administration it does not say from where.
  reading: {
    files: { schema: 'AuditEvent', id: 'date', who: ['userId'], action: 'action', ip: 'ipAddress' },
    administration: { schema: 'AuditEvent', id: 'date', who: ['actor'], action: 'action' },
  },
  work,
  chores: CHORES,
  machines,
  plunder,
}
