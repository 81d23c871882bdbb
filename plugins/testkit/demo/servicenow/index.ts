import { createServiceNow } from '../../vendors/servicenow.ts'
import type { DemoPart } from '../part.ts'
import { servicenowOrg } from './org.ts'
import { servicenowSettings } from './settings.ts'
import { CHORES, plunder, work } from './work.ts'

/** Requests to IT, to the people department and to finance. Who left was made inactive. */
export const servicenow: DemoPart = {
  open: (world, { now, random }) => {
    const { instance, logins, program } = servicenowOrg(world)
    const people = logins.accounts(({ userName, isAdmin, mfa, groups }, { left }) => ({
      id: userName,
      login: userName,
      status: left ? 'DEPROVISIONED' : 'ACTIVE',
      isAdmin,
      mfa,
      groups,
    }))
    const inventory = { id: program, login: program, email: '', name: 'Laptop Inventory', status: 'ACTIVE' as const }
    const accounts = [...people, { ...inventory, isAdmin: false, mfa: false, groups: [] }]
    return createServiceNow({
      instance,
      now,
      accounts,
      clientSecret: random.text(32),
      settings: servicenowSettings(world, now()),
    })
  },
  reading: {
    sys_audit: { schema: 'SysAudit', id: 'sys_id', who: ['user'], action: 'fieldname' },
    sysevent: { schema: 'Sysevent', id: 'sys_id', who: ['parm1'], action: 'name', ip: 'parm2' },
    syslog_transaction: {
      schema: 'SyslogTransaction',
      id: 'sys_id',
      who: ['sys_created_by'],
      action: 'type',
      ip: 'remote_ip',
    },
  },
  work,
  chores: CHORES,
  plunder,
}
