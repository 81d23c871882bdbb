import { createMicrosoft365 } from '../../vendors/microsoft-365.ts'
import type { DemoPart } from '../part.ts'
import { microsoftOrg } from './org.ts'
import { microsoftSettings } from './settings.ts'
import { CHORES, work } from './work.ts'

const AUDIT = { schema: 'mgmt.AuditRecord', id: 'Id', who: ['UserId'], action: 'Operation', ip: 'ClientIP' }

/** Office for the departments that calculate and sell. Who left is disabled or gone. */
export const microsoft365: DemoPart = {
  open: (world, { now, random }) => {
    const { tenantId, clientId, logins } = microsoftOrg(world)
    const accounts = logins.accounts(({ id, isAdmin, mfa, groups }, { email, left, index }) => ({
      id,
      login: email,
      status: left ? (index % 2 === 0 ? 'DEPROVISIONED' : 'SUSPENDED') : 'ACTIVE',
      isAdmin,
      mfa,
      groups,
    }))
    return createMicrosoft365({
      tenantId,
      clientId,
      clientSecret: random.text(40),
      domain: world.domain,
      now,
      accounts,
      settings: microsoftSettings(world, accounts),
    })
  },
  // The description’s schemas of Graph cannot be read alone; whoever asks for these logs has their answers judged whole.
  reading: {
    'Audit.SharePoint': AUDIT,
    'Audit.Exchange': AUDIT,
    'sign-ins': {
      id: 'id',
      who: ['userPrincipalName'],
      action: 'appDisplayName',
      ip: 'ipAddress',
    },
    'directory-audits': {
      id: 'id',
      who: ['initiatedBy.user.userPrincipalName'],
      action: 'activityDisplayName',
      ip: 'initiatedBy.user.ipAddress',
    },
  },
  work,
  chores: CHORES,
}
